namespace Infra.Cli.Tests.CommandLines;

/// <summary>The commands that change several configuration values, or the file that is meant.</summary>
internal sealed class ConfigSetsTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task Several_values_are_set_and_removed_at_once_and_comments_stay()
    {
        await File.AppendAllTextAsync(
            _cli.PathOf("Pulumi.dev.yaml"),
            "config:\n  # how large\n  web:size: 3 # GiB\n"
        );

        await _cli.RunAsync(
            "config",
            "set-all",
            "--plaintext",
            "size=4",
            "--plaintext",
            "disks[0]=10",
            "--secret",
            "token=hunter2",
            "--path"
        );
        var set = await File.ReadAllTextAsync(_cli.PathOf("Pulumi.dev.yaml"));
        await _cli.RunAsync("config", "rm-all", "disks[0]", "token", "--path");
        var removed = await File.ReadAllTextAsync(_cli.PathOf("Pulumi.dev.yaml"));

        Assert.Multiple(() =>
        {
            Assert.That(set, Does.Contain("  # how large\n  web:size: \"4\" # GiB\n"));
            Assert.That(set, Does.Contain("web:disks:\n    - 10\n").And.Not.Contain("hunter2"));
            Assert.That(removed, Does.Contain("# how large").And.Not.Contain("token"));
        });
    }

    [Test]
    public async Task What_config_json_writes_can_be_set_again()
    {
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("config", "set", "--path", "disks[0].size", "10");
        await _cli.RunAsync("config", "set", "--secret", "token", "hunter2");
        var json = (await _cli.RunAsync("config", "--json", "--show-secrets")).Output;
        await _cli.RunAsync("stack", "init", "prod", "--secrets-provider", "b64");

        var hidden = await _cli.RunAsync(
            "config",
            "set-all",
            "--json",
            (await _cli.RunAsync("config", "--json", "-s", "dev")).Output
        );
        await _cli.RunAsync("config", "set-all", "--json", json);

        Assert.Multiple(async () =>
        {
            Assert.That(hidden.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(hidden.Error, Does.Contain("'web:token'").And.Contain("--show-secrets"));
            Assert.That(
                (await _cli.RunAsync("config", "--json", "--show-secrets")).Output,
                Is.EqualTo(json)
            );
        });
    }

    [Test]
    public async Task Values_are_copied_and_their_secrets_encrypted_for_the_other_stack()
    {
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("config", "set", "--secret", "--path", "users[0].token", "hunter2");
        await _cli.RunAsync("stack", "init", "prod", "--no-select");

        await _cli.RunAsync("config", "cp", "size", "--dest", "prod");
        var one = await _cli.RunAsync("config", "-s", "prod");
        await _cli.RunAsync("config", "cp", "-d", "prod");
        var all = await _cli.RunAsync("config", "get", "users", "-s", "prod");

        Assert.Multiple(async () =>
        {
            Assert.That(one.Output, Does.Contain("size").And.Not.Contain("users"));
            Assert.That(all.Output, Is.EqualTo("[{\"token\":\"hunter2\"}]\n"));
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("Pulumi.prod.yaml")),
                Does.Contain("secure: v1:")
            );
        });
    }

    [Test]
    public async Task A_new_stack_can_begin_with_the_configuration_of_another()
    {
        await _cli.RunAsync("config", "set", "--secret", "token", "hunter2");

        await _cli.RunAsync("stack", "init", "prod", "--copy-config-from", "dev");

        Assert.That(
            (await _cli.RunAsync("config", "get", "token", "-s", "prod")).Output,
            Is.EqualTo("hunter2\n")
        );
    }

    [Test]
    public async Task The_configuration_of_the_last_update_can_be_restored()
    {
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("up", "--yes");
        await _cli.RunAsync("config", "set", "size", "4");
        await _cli.RunAsync("config", "set", "extra", "1");

        var result = await _cli.RunAsync("config", "refresh");

        Assert.Multiple(async () =>
        {
            Assert.That(
                result.Output,
                Is.EqualTo(
                    "backed up existing configuration file to <dir>/Pulumi.dev.yaml.bak\nrefreshed configuration for stack 'dev'\n"
                )
            );
            Assert.That(
                (await _cli.RunAsync("config")).Output,
                Is.EqualTo("KEY   VALUE\nsize  3\n")
            );
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("Pulumi.dev.yaml.bak")),
                Does.Contain("extra")
            );
        });
    }

    [Test]
    public async Task Another_file_can_hold_the_configuration()
    {
        await File.WriteAllTextAsync(_cli.PathOf("other.yaml"), "config:\n  web:size: 7\n");

        await _cli.RunAsync("config", "set", "extra", "1", "--config-file", "other.yaml");
        await _cli.RunAsync("preview", "--config-file", "other.yaml");

        var values = _cli.Engine.Requests[0].Configuration.Values;
        Assert.That((values["web:size"], values["web:extra"]), Is.EqualTo(("7", "1")));
    }

    [Test]
    public async Task Defaults_of_the_project_are_shown_and_its_secrets_kept_secret()
    {
        await File.WriteAllTextAsync(
            _cli.PathOf("Pulumi.yaml"),
            "name: web\nruntime: dotnet\nconfig:\n  size: {type: integer, default: 5}\n  pin: {type: string, secret: true}\n"
        );

        await _cli.RunAsync("config", "set", "pin", "1234");

        Assert.Multiple(async () =>
        {
            Assert.That((await _cli.RunAsync("config", "get", "size")).Output, Is.EqualTo("5\n"));
            Assert.That(
                (await _cli.RunAsync("config")).Output,
                Is.EqualTo("KEY   VALUE\npin   [secret]\nsize  5\n")
            );
        });
    }

    [Test]
    public async Task Environments_are_left_to_the_pulumi_cli()
    {
        var result = await _cli.RunAsync("config", "env", "add", "x");

        Assert.That(result.Error, Does.Contain("'infra config env' is not part"));
    }
}
