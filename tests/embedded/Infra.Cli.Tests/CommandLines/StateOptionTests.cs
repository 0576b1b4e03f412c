using System.Text.Json.Nodes;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>Options of refresh and destroy that depend on what the state holds.</summary>
internal sealed class StateOptionTests
{
    private const string Guest = "urn:pulumi:dev::web::test:index:Guest::guest";
    private const string Disk = "urn:pulumi:dev::web::test:index:Disk::data";
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
    public async Task A_destroy_can_leave_what_is_protected()
    {
        await _cli.RunAsync("state", "protect", Guest);

        await _cli.RunAsync("destroy", "--yes", "--exclude-protected");
        var both = await _cli.RunAsync("destroy", "--yes", "--exclude-protected", "-t", Guest);

        Assert.Multiple(() =>
        {
            Assert.That(_cli.Engine.Requests[^1].Options.Excludes, Is.EqualTo(new[] { Guest }));
            Assert.That(both.Error, Does.Contain("--exclude-protected cannot be used together"));
        });
    }

    [Test]
    public async Task What_became_of_an_open_create_is_told_to_the_engine()
    {
        await _cli.RunAsync("refresh", "-y", "--clear-pending-creates");
        var cleared = _cli.Engine.Requests[^1].Options;
        await _cli.RunAsync(
            "refresh",
            "-y",
            "--import-pending-creates",
            Disk,
            "--import-pending-creates",
            "disk-7"
        );
        var imported = _cli.Engine.Requests[^1].Options;

        Assert.Multiple(() =>
        {
            Assert.That(cleared.ClearPendingCreates, Is.True);
            Assert.That(imported.ImportPendingCreates[Disk], Is.EqualTo("disk-7"));
        });
    }

    [TestCase("--import-pending-creates x", "needs pairs")]
    [TestCase("--skip-pending-creates --clear-pending-creates", "cannot be used with")]
    public async Task Contradictions_about_open_creates_are_refused(string options, string why)
    {
        var result = await _cli.RunAsync(["refresh", "-y", .. options.Split(' ')]);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation));
        Assert.That(result.Error, Does.Contain(why));
    }

    [TestCase("disk-7\nyes\n", "disk-7", false)]
    [TestCase("\nyes\nyes\n", null, true)]
    public async Task On_a_terminal_the_user_says_what_became_of_an_open_create(
        string answers,
        string? id,
        bool isCleared
    )
    {
        await LeaveOpenAsync();
        _cli.IsTerminal = true;

        var result = await _cli.RunWithInputAsync(answers, "refresh");

        var options = _cli.Engine.Requests[^1].Options;
        Assert.Multiple(() =>
        {
            Assert.That(
                result.Output,
                Does.Contain("interrupted while creating data (test:index:Disk)")
            );
            Assert.That(options.ImportPendingCreates.GetValueOrDefault(Disk), Is.EqualTo(id));
            Assert.That(options.ClearPendingCreates, Is.EqualTo(isCleared), result.ToString());
            Assert.That(result.Error, Does.Not.Contain("interrupted"));
        });
    }

    private Task<string> StateAsync() => File.ReadAllTextAsync(StatePath);

    private string StatePath => _cli.PathOf(".pulumi", "stacks", "web", "dev.json");

    private async Task LeaveOpenAsync()
    {
        var state = JsonNode.Parse(await StateAsync())!;
        state["checkpoint"]!["latest"]!["pending_operations"] = JsonNode.Parse(
            $$"""[{"resource":{"urn":"{{Disk}}","custom":true,"type":"test:index:Disk"},"type":"creating"}]"""
        );
        await File.WriteAllTextAsync(StatePath, state.ToJsonString());
        File.Delete($"{StatePath}.attrs");
    }
}
