using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Events;

/// <summary>What event logs are told of steps, as those of the Pulumi CLI are.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ToldSteps
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task A_default_provider_is_told_to_logs_only_and_is_not_counted()
    {
        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Multiple(() =>
        {
            Assert.That(
                Told(run, "default"),
                Is.EqualTo(["pre Create, not shown", "out Create, not shown"])
            );
            Assert.That(Told(run, "a"), Is.EqualTo(["pre Create", "out Create"]));
            Assert.That(run.Changes[StepOp.Create], Is.EqualTo(1));
        });
    }

    [TestCase(DeploymentKind.Update, "Refresh")]
    [TestCase(DeploymentKind.Refresh, "Update")]
    public async Task What_came_of_a_refresh_is_told_by_the_command_refresh_alone(
        DeploymentKind kind,
        string told
    )
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.Ledger.Live[before["a"].Id] = PropertyMap.Of(("size", 7));
        _stack.Kind = kind;
        _stack.Options = _stack.Options with { Refresh = true };

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.That(Told(run, "a").Take(2), Is.EqualTo(["pre Refresh", $"out {told}"]));
    }

    [Test]
    public async Task A_component_ends_in_a_preview_when_it_is_planned_and_when_its_outputs_are_known()
    {
        var run = await _stack.PreviewAsync(async p =>
        {
            var component = await p.ComponentAsync("c");
            await p.OutputsAsync(component.Urn, PropertyMap.Of(("size", 1)));
        });

        Assert.That(
            Told(run, "c"),
            Is.EqualTo(["pre Create", "out Create, not shown", "out Create"])
        );
    }

    [Test]
    public async Task An_import_has_what_was_found_as_its_former_state()
    {
        _stack.Ledger.Live["found"] = PropertyMap.Of(("name", "x"), ("size", 1));
        _stack.Kind = DeploymentKind.Import;
        _stack.Imports =
        [
            new()
            {
                Type = TestProgram.Thing,
                Name = "a",
                Id = "found",
                Properties = ["size"],
            },
        ];

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(Step<EngineEvent.ResourcePre>(run, "a").Old, Is.Null);
            var done = Step<EngineEvent.ResourceOutputs>(run, "a");
            Assert.That(done.Old!.Inputs, Is.EqualTo(_stack.Ledger.Live["found"]));
            Assert.That(done.Old.Id, Is.EqualTo("found"));
            Assert.That(done.New!.Inputs, Is.EqualTo(PropertyMap.Of(("size", 1))));
        });
    }

    [Test]
    public async Task A_program_that_imports_is_told_the_same_way()
    {
        _stack.Ledger.Live["found"] = PropertyMap.Of(("size", 1));

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("size", 1)), g => g with { ImportId = "found" })
        );

        var done = Step<EngineEvent.ResourceOutputs>(run, "a");
        Assert.That(done.Old!.Outputs.Get("out"), Is.EqualTo((PropertyValue)"of found"));
    }

    [Test]
    public async Task A_refresh_that_runs_the_program_begins_with_the_inputs_of_the_program()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));
        _stack.Options = _stack.Options with { Refresh = true, RunProgram = true };

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 2))));

        var begun = Step<EngineEvent.ResourcePre>(run, "a");
        var done = Step<EngineEvent.ResourceOutputs>(run, "a");
        Assert.Multiple(() =>
        {
            Assert.That(begun.Op, Is.EqualTo(StepOp.Refresh));
            Assert.That(begun.New!.Inputs, Is.EqualTo(PropertyMap.Of(("size", 2))));
            Assert.That(begun.New.Id, Is.Empty);
            Assert.That(done.Op, Is.EqualTo(StepOp.Refresh));
            Assert.That(done.New!.Inputs.Get("size"), Is.EqualTo((PropertyValue)1));
        });
    }

    [Test]
    public async Task What_is_left_out_looks_like_something_that_stays_of_which_nothing_is_known()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf("a").Value] };

        var run = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("b", PropertyMap.Of(("size", 1)));
        });

        var step = Step<EngineEvent.ResourceOutputs>(run, "b");
        Assert.Multiple(() =>
        {
            Assert.That(step.Op, Is.EqualTo(StepOp.Same));
            Assert.That(step.Old!.Inputs, Is.Empty);
            Assert.That(step.Old.Id, Is.Empty);
            Assert.That(step.New!.Inputs, Is.Empty);
        });
    }

    private static StepMetadata Step<T>(TestRun run, string name)
        where T : EngineEvent => Steps(run, name).First(e => e.Event is T).Step;

    /// <summary>The events of a resource, e.g. <c>pre Create</c>.</summary>
    private static IEnumerable<string> Told(TestRun run, string name) =>
        Steps(run, name)
            .Select(e =>
                $"{(e.Event is EngineEvent.ResourcePre ? "pre" : "out")} {e.Step.Op}{(e.Event.IsShown ? "" : ", not shown")}"
            );

    private static IEnumerable<(EngineEvent Event, StepMetadata Step)> Steps(
        TestRun run,
        string name
    ) =>
        from told in run.Log.Events
        let step = told switch
        {
            EngineEvent.ResourcePre pre => pre.Step,
            EngineEvent.ResourceOutputs outputs => outputs.Step,
            _ => null,
        }
        where step?.Urn.Name == name
        select (told, step);
}
