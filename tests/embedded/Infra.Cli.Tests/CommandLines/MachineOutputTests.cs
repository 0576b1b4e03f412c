using System.Collections.Immutable;
using System.Text.Json;
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
    public async Task A_difference_has_its_kind_as_diffKind_in_events_and_as_kind_in_a_preview()
    {
        await _cli.RunAsync("up", "--yes", "--skip-preview");
        _cli.Engine.Changed = ImmutableSortedDictionary<string, PropertyDiff>.Empty.Add(
            "memory",
            new(PropertyDiffKind.Update, InputDiff: true)
        );

        var preview = await _cli.RunAsync("preview", "--json");
        var up = await _cli.RunAsync("up", "--json", "--skip-preview");

        Assert.Multiple(() =>
        {
            Assert.That(preview.Output, Does.Contain("\"kind\": \"update\""));
            Assert.That(preview.Output, Does.Not.Contain("diffKind"));
            Assert.That(up.Output, Does.Contain("\"diffKind\":\"update\""));
        });
    }

    [TestCase("", new[] { "web-dev" })]
    [TestCase("--show-sames", new[] { "web-dev", "guest" })]
    public async Task A_preview_document_leaves_out_what_stays_but_the_stack(
        string option,
        string[] told
    )
    {
        await _cli.RunAsync("up", "--yes", "--skip-preview");

        var preview = await _cli.RunAsync([
            "preview",
            "--json",
            .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);

        using var json = JsonDocument.Parse(preview.Output);
        var urns = json
            .RootElement.GetProperty("steps")
            .EnumerateArray()
            .Select(step => step.GetProperty("urn").GetString()!.Split("::")[^1]);
        Assert.That(urns, Is.EqualTo(told));
    }

    [Test]
    public async Task An_update_with_a_preview_writes_the_document_first_and_then_events()
    {
        var result = await _cli.RunAsync("up", "--yes", "--json");

        var events = result.Output[
            (result.Output.IndexOf("\n}\n", StringComparison.Ordinal) + 3)..
        ];
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Does.StartWith("{\n"));
            Assert.That(events, Does.StartWith("{\"sequence\":0"));
            Assert.That(events, Does.Contain("\"summaryEvent\""));
        });
    }

    [Test]
    public async Task An_event_log_begins_anew_with_the_update()
    {
        await _cli.RunAsync("up", "--yes", "--event-log", "events.json");

        var lines = await File.ReadAllLinesAsync(_cli.PathOf("events.json"));
        Assert.Multiple(() =>
        {
            Assert.That(lines.Count(l => l.Contains("\"preludeEvent\"")), Is.EqualTo(1));
            Assert.That(lines[^1], Does.Contain("\"cancelEvent\":{}"));
            Assert.That(string.Concat(lines), Does.Not.Contain("hunter2"));
        });
    }
}
