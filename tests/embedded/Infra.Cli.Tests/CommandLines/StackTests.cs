using System.Text.Json;
using System.Text.Json.Nodes;
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
    public async Task The_overview_shows_resources_and_outputs()
    {
        await _cli.RunAsync("up", "--yes");

        var result = await _cli.RunAsync("stack");

        Snapshot.Verify(result.ToString());
    }

    [TestCase("stack")]
    [TestCase("stack get")]
    public async Task The_overview_comes_as_json(string command)
    {
        await _cli.RunAsync("up", "--yes");

        var result = await _cli.RunAsync([.. command.Split(' '), "--output", "json"]);

        var json = JsonNode.Parse(result.Output)!;
        Assert.That((string?)json["stack"], Is.EqualTo("dev"));
        Assert.That(json["resources"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(json["outputs"], Is.InstanceOf<JsonObject>());
    }

    [TestCase("kind", "[\"dev\"]")]
    [TestCase("kind=lab", "[\"dev\"]")]
    [TestCase("kind=home", "[]")]
    public async Task Stacks_are_listed_by_their_tag(string tag, string expected)
    {
        await _cli.RunAsync("stack", "init", "other", "--secrets-provider", "b64");
        await _cli.RunAsync("stack", "-s", "dev", "tag", "set", "kind", "lab");

        var result = await _cli.RunAsync("stack", "ls", "--tag", tag, "--output", "json");

        var names = JsonNode.Parse(result.Output)!.AsArray().Select(s => (string?)s!["name"]);
        Assert.That(JsonSerializer.Serialize(names), Is.EqualTo(expected));
    }

    [Test]
    public async Task Stacks_are_listed_with_their_age()
    {
        await _cli.RunAsync("up", "--yes");
        await _cli.RunAsync("stack", "init", "prod", "--no-select", "--secrets-provider", "b64");
        _cli.Time.Advance(TimeSpan.FromHours(3));

        var (text, json) = (
            await _cli.RunAsync("stack", "ls"),
            await _cli.RunAsync("stack", "ls", "--json")
        );

        Snapshot.Verify($"{text}\n{json}");
    }

    [TestCase("stack ls -Q")]
    [TestCase("stack ls -Q --json")]
    [TestCase("stack -Q")]
    [TestCase("stack --show-name -Q")]
    public async Task Names_of_stacks_are_written_in_full_on_request(string command)
    {
        var result = await _cli.RunAsync(command.Split(' '));

        Assert.That(result.Output, Does.Contain("organization/web/dev"));
    }

    [Test]
    public async Task Outputs_come_as_text_json_and_assignments()
    {
        await _cli.RunAsync("up", "--yes");

        string[][] commands =
        [
            [],
            ["--json"],
            ["--json", "--show-secrets"],
            ["--shell"],
            ["address"],
            ["token"],
            ["nothing"],
        ];
        var results = new List<string>();
        foreach (var command in commands)
        {
            results.Add(
                $"$ stack output {string.Join(' ', command)}\n{await _cli.RunAsync(["stack", "output", .. command])}"
            );
        }

        Snapshot.Verify(string.Join('\n', results));
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
    public async Task The_graph_is_a_dot_file()
    {
        await _cli.RunAsync("up", "--yes");

        await _cli.RunAsync("stack", "graph", "graph.dot");

        Snapshot.Verify(await File.ReadAllTextAsync(_cli.PathOf("graph.dot")));
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

    [Test]
    public async Task The_history_as_json_has_the_fields_of_pulumi()
    {
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("up", "--yes", "-m", "first");

        Snapshot.Verify(
            (
                await _cli.RunAsync(
                    "stack",
                    "history",
                    "--json",
                    "--show-secrets",
                    "--page-size",
                    "1",
                    "--page",
                    "1"
                )
            )
                .ToString()
                .Replace("\"arm64\"", "\"amd64\"", StringComparison.Ordinal)
        );
    }
}
