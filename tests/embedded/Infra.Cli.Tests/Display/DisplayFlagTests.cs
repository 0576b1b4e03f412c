using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Cli.Tests.Snapshots;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.Display;

/// <summary>The options that say what of a run is shown.</summary>
internal sealed class DisplayFlagTests
{
    [Test]
    public async Task The_configuration_is_shown_when_that_is_asked_for()
    {
        var run = new SampleRun(SampleRun.Preview with { ShowConfig = true });
        run.Publish(
            new EngineEvent.Prelude(
                ImmutableSortedDictionary<string, string>
                    .Empty.Add("web:size", "3")
                    .Add("web:token", "[secret]")
            )
        );

        var text = await run.BeginStack().EndStack().FinishAsync();

        Assert.That(
            text,
            Does.Contain("Configuration:\n    web:size: 3\n    web:token: [secret]\n")
        );
    }

    [Test]
    public async Task Urns_can_take_the_place_of_types_and_names()
    {
        var run = new SampleRun(SampleRun.Update with { ShowUrns = true }).BeginStack();
        var disk = run.Urn("OverlayDisk", "os");
        run.Do(run.Step(StepOp.Create, disk), 1);

        var text = await run.EndStack().FinishAsync();

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain($" +  {disk} created (1s)"));
            Assert.That(run.Tree(200), Does.Contain($"└─ {disk}").And.Contain("URN"));
        });
    }

    [Test]
    public async Task The_steps_of_a_replacement_can_be_shown_one_by_one()
    {
        var options = SampleRun.Preview with { Diff = true, ShowReplacementSteps = true };

        Snapshot.Verify(await ReplaceAsync(options));
    }

    [Test]
    public async Task A_replacement_is_one_step_with_its_reason() =>
        Snapshot.Verify(await ReplaceAsync(SampleRun.Preview with { Diff = true }));

    private static Task<string> ReplaceAsync(DisplayOptions options)
    {
        var run = new SampleRun(options).BeginStack();
        var disk = run.Urn("OverlayDisk", "os");
        var old = run.State(disk, PropertyMap.Of(("pool", "default"), ("size", "1GiB")), "os-1");
        var @new = run.State(disk, PropertyMap.Of(("pool", "fast"), ("size", "1GiB")));
        foreach (var op in (StepOp[])[StepOp.CreateReplacement, StepOp.Replace])
        {
            run.Do(run.Step(op, disk, old, @new) with { ReplaceKeys = ["pool"] });
        }

        run.Do(run.Step(StepOp.DeleteReplaced, disk, old));
        return run.EndStack().FinishAsync();
    }
}
