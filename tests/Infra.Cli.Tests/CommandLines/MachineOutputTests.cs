using System.Collections.Immutable;
using Infra.Cli.Tests.Snapshots;
using Infra.Engine.Events;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>What preview and up tell other programs: JSON documents and streams of events.</summary>
internal sealed class MachineOutputTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task A_preview_can_be_a_json_document()
    {
        var result = await _cli.RunAsync("preview", "--json");

        Snapshot.Verify(result.ToString());
    }

    [Test]
    public async Task Json_tells_what_each_change_does_beside_what_Pulumi_tells()
    {
        await _cli.RunAsync("up", "--yes", "--skip-preview");
        _cli.Engine.Changed = ImmutableSortedDictionary<string, PropertyDiff>
            .Empty.Add(
                "memory",
                new(PropertyDiffKind.Update, InputDiff: true)
                {
                    Impact = "restart",
                    Reason = "set maxMemory to be able to change it live",
                }
            )
            .Add("running", new(PropertyDiffKind.Add, InputDiff: false));

        var preview = await _cli.RunAsync("preview", "--json");
        var up = await _cli.RunAsync("up", "--json", "--skip-preview");

        Snapshot.Verify($"{preview}\n{up}");
    }

    [Test]
    public async Task An_update_can_be_a_stream_of_events_without_secrets()
    {
        var result = await _cli.RunAsync("up", "--json", "--skip-preview");

        Snapshot.Verify(result.ToString());
        Assert.That(result.Output, Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task An_event_log_holds_preview_and_update()
    {
        await _cli.RunAsync("up", "--yes", "--event-log", "events.json");

        var lines = await File.ReadAllLinesAsync(_cli.PathOf("events.json"));
        Assert.Multiple(() =>
        {
            Assert.That(lines.Count(l => l.Contains("\"preludeEvent\"")), Is.EqualTo(2));
            Assert.That(lines[^1], Does.Contain("\"cancelEvent\":{}"));
            Assert.That(string.Concat(lines), Does.Not.Contain("hunter2"));
        });
    }
}
