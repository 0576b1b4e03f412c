using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Tests.Snapshots;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>What the commands about stacks show.</summary>
internal sealed class StackDisplayTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

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
    public async Task A_tag_that_no_stack_has_is_named() =>
        Assert.That(
            (await _cli.RunAsync("stack", "ls", "--tag", "kind=home")).Output,
            Is.EqualTo("No stack has the tag kind=home.\n")
        );

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
    public async Task The_graph_is_a_dot_file()
    {
        await _cli.RunAsync("up", "--yes");

        await _cli.RunAsync("stack", "graph", "graph.dot");

        Snapshot.Verify(await File.ReadAllTextAsync(_cli.PathOf("graph.dot")));
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
