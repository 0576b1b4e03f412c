using Infra.Cli.Tests.Snapshots;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>The commands about stacks.</summary>
internal sealed class StackTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_new_stack_is_selected_and_has_its_salt_in_its_settings()
    {
        await _cli.RunAsync("stack", "init", "prod");

        Assert.Multiple(async () =>
        {
            Assert.That((await _cli.RunAsync("stack", "--show-name")).Output, Is.EqualTo("prod\n"));
            Assert.That(
                await File.ReadAllTextAsync(_cli.PathOf("Pulumi.prod.yaml")),
                Does.StartWith("encryptionsalt: v1:")
            );
        });
    }

    [Test]
    public async Task A_name_that_is_taken_is_refused()
    {
        var result = await _cli.RunAsync("stack", "init", "dev");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(result.Error, Does.Contain("stack 'dev' already exists"));
        });
    }

    [Test]
    public async Task An_unsound_state_is_refused_unless_integrity_does_not_matter()
    {
        var path = _cli.PathOf(".pulumi", "stacks", "web", "dev.json");
        const string Orphan =
            """{"urn":"urn:pulumi:dev::web::a:b:C::c","custom":false,"type":"a:b:C","parent":"urn:pulumi:dev::web::a:b:C::gone"}""";
        var state = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(
            path,
            state.Replace(
                "\"metadata\":",
                $"\"resources\":[{Orphan}],\"metadata\":",
                StringComparison.Ordinal
            )
        );

        var refused = await _cli.RunAsync("stack", "export");
        var exported = await _cli.RunAsync("stack", "export", "--disable-integrity-checking");

        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(refused.Error, Does.Contain("parent").And.Contain("::gone"));
            Assert.That(exported.ExitCode, Is.EqualTo(ExitCode.Success), exported.Error);
            Assert.That(exported.Output, Does.Contain("::gone"));
        });
    }

    [Test]
    public async Task An_unknown_stack_has_an_exit_code_of_its_own_and_a_way_out()
    {
        var result = await _cli.RunAsync("up", "--yes", "--stack", "prod");

        Snapshot.Verify(result.ToString());
    }

    [Test]
    public async Task Selecting_creates_only_when_asked_to()
    {
        var refused = await _cli.RunAsync("stack", "select", "prod");
        var created = await _cli.RunAsync(
            "stack",
            "select",
            "prod",
            "--create",
            "--secrets-provider",
            "b64"
        );

        Assert.Multiple(async () =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.StackNotFound));
            Assert.That(created.ExitCode, Is.EqualTo(ExitCode.Success));
            Assert.That((await _cli.RunAsync("stack", "--show-name")).Output, Is.EqualTo("prod\n"));
        });
    }

    [Test]
    public async Task Without_a_selection_commands_say_how_to_make_one()
    {
        using var cli = new CliHarness();

        var result = await cli.RunAsync("preview");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.StackNotFound));
            Assert.That(
                result.Error,
                Does.Contain("no stack selected").And.Contain("infra stack init NAME")
            );
        });
    }

    [TestCase("stack")]
    [TestCase("preview")]
    [TestCase("stack init other")]
    public async Task A_mistyped_folder_of_the_backend_is_told_as_that(string command)
    {
        _cli.Variables["PULUMI_BACKEND_URL"] = $"file://{_cli.Directory}/stat";

        var result = await _cli.RunAsync(command.Split(' '));

        Assert.That(result.Error, Does.Contain("The directory '<dir>/stat' of the backend"));
        Assert.That(Directory.Exists(_cli.PathOf("stat")), Is.False);
    }

    [Test]
    public async Task Up_on_a_terminal_offers_to_make_a_missing_stack()
    {
        using var cli = new CliHarness { IsTerminal = true };

        var result = await cli.RunWithInputAsync("\nyes\n", "up");

        Assert.Multiple(async () =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(result.Output, Does.StartWith("Name of the new stack (dev):"));
            Assert.That((await cli.RunAsync("stack", "--show-name")).Output, Is.EqualTo("dev\n"));
        });
    }

    [Test]
    public async Task The_stack_may_be_given_by_the_environment()
    {
        await _cli.RunAsync("stack", "init", "prod", "--no-select", "--secrets-provider", "b64");
        _cli.Variables["PULUMI_STACK"] = "prod";

        Assert.That((await _cli.RunAsync("stack", "--show-name")).Output, Is.EqualTo("prod\n"));
    }

    [Test]
    public async Task A_stack_with_resources_is_not_removed()
    {
        await _cli.RunAsync("up", "--yes");

        var refused = await _cli.RunAsync("stack", "rm", "dev", "--yes");
        await _cli.RunAsync("destroy", "--yes");
        var removed = await _cli.RunAsync("stack", "rm", "dev", "--yes");

        Assert.Multiple(() =>
        {
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Failure));
            Assert.That(refused.Error, Does.Contain("'dev' still has resources (2)"));
            Assert.That(removed.ExitCode, Is.EqualTo(ExitCode.Success));
            Assert.That(File.Exists(_cli.PathOf("Pulumi.dev.yaml")), Is.False);
        });
    }

    [Test]
    public async Task An_exported_state_can_be_imported()
    {
        await _cli.RunAsync("up", "--yes");
        var exported = await _cli.RunAsync("stack", "export");
        await _cli.RunAsync("destroy", "--yes");

        var imported = await _cli.RunWithInputAsync(exported.Output, "stack", "import");

        Assert.Multiple(async () =>
        {
            Assert.That(imported.ExitCode, Is.EqualTo(ExitCode.Success), imported.ToString());
            Assert.That(exported.Output, Does.Not.Contain("hunter2"));
            Assert.That(
                (await _cli.RunAsync("stack", "output", "address")).Output,
                Is.EqualTo("10.0.0.2\n")
            );
        });
    }

    [Test]
    public async Task Cancel_removes_the_locks()
    {
        var lockDirectory = _cli.PathOf(".pulumi", "locks", "organization", "web", "dev");
        Directory.CreateDirectory(lockDirectory);
        await File.WriteAllTextAsync(
            Path.Combine(lockDirectory, "other.json"),
            """{"pid":1,"username":"somebody","hostname":"elsewhere","timestamp":"2026-01-01T00:00:00Z"}"""
        );

        var result = await _cli.RunAsync("cancel", "--yes");

        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Does.Contain("Removed the lock of somebody@elsewhere"));
            Assert.That(Directory.EnumerateFiles(lockDirectory), Is.Empty);
        });
    }
}
