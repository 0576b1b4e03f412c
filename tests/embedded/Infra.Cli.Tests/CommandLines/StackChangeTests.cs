namespace Infra.Cli.Tests.CommandLines;

/// <summary>The commands that change a stack as a whole.</summary>
internal sealed class StackChangeTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeResources()
    {
        _cli = await CliHarness.WithStackAsync();
        await _cli.RunAsync("up", "--yes");
    }

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_renamed_stack_keeps_resources_settings_history_and_selection()
    {
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("stack", "tag", "set", "owner", "lilly");

        var result = await _cli.RunAsync("stack", "rename", "prod");

        Assert.Multiple(async () =>
        {
            Assert.That(result.Output, Is.EqualTo("Renamed dev to prod\n"), result.ToString());
            Assert.That(
                (await _cli.RunAsync("stack", "--show-urns")).Output,
                Does.Contain("urn:pulumi:prod::web::test:index:Guest::guest")
                    .And.Contain("urn:pulumi:prod::web::pulumi:pulumi:Stack::web-prod")
            );
            Assert.That((await _cli.RunAsync("config", "get", "size")).Output, Is.EqualTo("3\n"));
            Assert.That(
                (await _cli.RunAsync("stack", "tag", "get", "owner")).Output,
                Is.EqualTo("lilly\n")
            );
            Assert.That(
                (await _cli.RunAsync("stack", "history")).Output,
                Does.Contain("update succeeded")
            );
            Assert.That(
                (await _cli.RunAsync("stack", "ls")).Output,
                Does.Contain("prod*").And.Not.Contain("dev")
            );
            Assert.That(File.Exists(_cli.PathOf("Pulumi.dev.yaml")), Is.False);
        });
        Assert.That(
            (await _cli.RunAsync("preview", "--expect-no-changes")).ExitCode,
            Is.EqualTo(ExitCode.Success)
        );
    }

    [Test]
    public async Task A_stack_is_not_renamed_over_another_one()
    {
        await _cli.RunAsync("stack", "init", "prod", "--no-select", "--secrets-provider", "b64");
        File.Delete(_cli.PathOf("Pulumi.prod.yaml"));

        var result = await _cli.RunAsync("stack", "rename", "prod");

        Assert.Multiple(async () =>
        {
            Assert.That(result.Error, Does.Contain("stack 'prod' already exists"));
            Assert.That((await _cli.RunAsync("stack", "--show-name")).Output, Is.EqualTo("dev\n"));
            Assert.That(File.Exists(_cli.PathOf("Pulumi.dev.yaml")), Is.True);
        });
    }

    [Test]
    public async Task A_stack_can_change_its_project()
    {
        var result = await _cli.RunAsync("stack", "rename", "organization/shop/dev");

        Assert.Multiple(async () =>
        {
            Assert.That(
                result.Output,
                Does.Contain("belongs to the project 'shop'"),
                result.ToString()
            );
            Assert.That(
                (await _cli.RunAsync("stack", "ls", "--all")).Output,
                Does.Contain("organization/shop/dev")
            );
        });
    }

    [Test]
    public async Task Tags_are_set_listed_and_removed()
    {
        await _cli.RunAsync("stack", "tag", "set", "owner", "lilly");
        await _cli.RunAsync("stack", "tag", "set", "room", "3");
        var list = await _cli.RunAsync("stack", "tag", "ls");
        var json = await _cli.RunAsync("stack", "tag", "ls", "--json");
        await _cli.RunAsync("stack", "tag", "rm", "owner");
        var missing = await _cli.RunAsync("stack", "tag", "get", "owner");

        Assert.Multiple(() =>
        {
            Assert.That(list.Output, Is.EqualTo("NAME   VALUE\nowner  lilly\nroom   3\n"));
            Assert.That(
                json.Output,
                Is.EqualTo("{\n  \"owner\": \"lilly\",\n  \"room\": \"3\"\n}\n")
            );
            Assert.That(missing.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(missing.Error, Does.Contain("stack tag 'owner' not found"));
        });
    }

    [Test]
    public async Task Without_a_selection_there_is_no_stack_to_work_on()
    {
        await _cli.RunAsync("stack", "unselect");

        Assert.That((await _cli.RunAsync("preview")).ExitCode, Is.EqualTo(ExitCode.StackNotFound));
    }

    [Test]
    public async Task Secrets_are_encrypted_anew_with_another_passphrase()
    {
        await _cli.RunAsync("config", "set", "--secret", "token", "hunter2");
        await _cli.RunAsync("stack", "change-secrets-provider", "passphrase");
        var first = await File.ReadAllTextAsync(_cli.PathOf("Pulumi.dev.yaml"));

        var none = await _cli.RunAsync("stack", "change-secrets-provider", "passphrase");
        var result = await _cli.RunWithInputAsync(
            "new words\n",
            "stack",
            "change-secrets-provider",
            "passphrase"
        );

        var second = await File.ReadAllTextAsync(_cli.PathOf("Pulumi.dev.yaml"));
        var closed = await _cli.RunAsync("config", "get", "token");
        _cli.Variables["PULUMI_CONFIG_PASSPHRASE"] = "new words";
        Assert.Multiple(async () =>
        {
            Assert.That(first, Does.Contain("encryptionsalt").And.Not.Contain("hunter2"));
            Assert.That(none.Error, Does.Contain("needs the new passphrase"));
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(second, Is.Not.EqualTo(first));
            Assert.That(closed.ExitCode, Is.EqualTo(ExitCode.Failure), closed.ToString());
            Assert.That(
                (await _cli.RunAsync("config", "get", "token")).Output,
                Is.EqualTo("hunter2\n")
            );
            Assert.That(
                (await _cli.RunAsync("stack", "output", "token", "--show-secrets")).Output,
                Is.EqualTo("hunter2\n")
            );
        });
    }
}
