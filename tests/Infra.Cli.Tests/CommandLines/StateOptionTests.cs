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
            Assert.That(both.Error, Does.Contain("--exclude-protected exclude each other"));
        });
    }

    [Test]
    public async Task An_open_create_is_cleared()
    {
        await LeaveOpenAsync();

        var skipped = await _cli.RunAsync("refresh", "--yes", "--skip-pending-creates");
        var cleared = await _cli.RunAsync("refresh", "--yes", "--clear-pending-creates");

        Assert.Multiple(async () =>
        {
            Assert.That(skipped.Error, Does.Contain("interrupted while creating data"));
            Assert.That(cleared.Error, Is.Empty, cleared.ToString());
            Assert.That(await StateAsync(), Does.Not.Contain(Disk));
        });
    }

    [Test]
    public async Task An_open_create_that_happened_is_taken_over()
    {
        await LeaveOpenAsync();

        var odd = await _cli.RunAsync("refresh", "-y", "--import-pending-creates", Disk);
        var unknown = await _cli.RunAsync(
            "refresh",
            "-y",
            "--import-pending-creates",
            Guest,
            "--import-pending-creates",
            "id"
        );
        await _cli.RunAsync(
            "refresh",
            "-y",
            "--import-pending-creates",
            Disk,
            "--import-pending-creates",
            "disk-7"
        );

        Assert.Multiple(() =>
        {
            Assert.That(odd.Error, Does.Contain("takes pairs"));
            Assert.That(unknown.Error, Does.Contain($"Open are: {Disk}."));
            Assert.That(
                _cli.Engine.Requests[^1].Snapshot.Resources.Single(r => r.Urn.Value == Disk).Id,
                Is.EqualTo("disk-7")
            );
            Assert.That(_cli.Engine.Requests[^1].Snapshot.PendingOperations, Is.Empty);
        });
    }

    [Test]
    public async Task On_a_terminal_the_user_says_what_became_of_an_open_create()
    {
        await LeaveOpenAsync();
        _cli.IsTerminal = true;

        var result = await _cli.RunWithInputAsync("import\ndisk-7\nyes\n", "refresh");

        Assert.That(
            _cli.Engine.Requests[^1].Snapshot.Resources.Select(r => r.Id),
            Does.Contain("disk-7"),
            result.ToString()
        );
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
    }
}
