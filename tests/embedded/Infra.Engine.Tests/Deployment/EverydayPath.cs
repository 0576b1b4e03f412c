using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class EverydayPath
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task A_new_resource_is_created_and_recorded()
    {
        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Log.Steps, Is.EqualTo(["Create a"]));
            Assert.That(
                run["a"].Outputs.Get("out"),
                Is.EqualTo((PropertyValue)$"of {run["a"].Id}")
            );
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo([run["a"].Id]));
            Assert.That(run.Snapshot.PendingOperations, Is.Empty);
        });
    }

    [Test]
    public async Task An_unchanged_resource_is_left_alone()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Same a"]));
            Assert.That(run.Changes, Is.EqualTo(new Dictionary<StepOp, int> { [StepOp.Same] = 1 }));
            Assert.That(_stack.Ledger.TakeCalls(), Is.EqualTo(["configure default"]));
        });
    }

    [Test]
    public async Task A_changed_input_updates_in_place()
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 2))));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Update a"]));
            Assert.That(run["a"].Id, Is.EqualTo(before["a"].Id));
            Assert.That(_stack.Ledger.Live[run["a"].Id].Get("size"), Is.EqualTo((PropertyValue)2));
        });
    }

    [Test]
    public async Task A_resource_no_longer_registered_is_deleted_with_its_provider()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Delete a"]));
            Assert.That(run.Snapshot.Resources, Is.Empty);
            Assert.That(_stack.Ledger.Live, Is.Empty);
        });
    }

    [Test]
    public async Task The_end_of_each_deletion_is_told_also_of_that_of_a_component()
    {
        await _stack.UpAsync(async p =>
        {
            var component = await p.ComponentAsync("c");
            await p.ThingAsync("a", options: goal => goal with { Parent = component.Urn });
        });

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.That(
            run.Log.Events.OfType<EngineEvent.ResourceOutputs>()
                .Where(e => e.IsShown)
                .Select(e => $"{e.Step.Op} {e.Step.Urn.Name}"),
            Is.EqualTo(["Delete a", "Delete c"])
        );
    }

    [Test]
    public async Task A_replacement_creates_before_it_deletes()
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("forceNew", 1))));

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("forceNew", 2))));

        Assert.Multiple(() =>
        {
            Assert.That(
                run.Log.Steps,
                Is.EqualTo(["CreateReplacement a", "Replace a", "DeleteReplaced a"])
            );
            Assert.That(run["a"].Id, Is.Not.EqualTo(before["a"].Id));
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo([run["a"].Id]));
            Assert.That(
                run.Changes,
                Is.EqualTo(new Dictionary<StepOp, int> { [StepOp.Replace] = 1 })
            );
        });
    }

    [Test]
    public async Task A_preview_shows_the_steps_and_touches_nothing()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var run = await _stack.PreviewAsync(p => p.ThingAsync("b"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Create b", "Delete a"]));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(1));
            Assert.That(
                _stack.Snapshot.Resources.Select(s => s.Urn.Name),
                Does.Contain("a").And.Not.Contains("b")
            );
        });
    }

    [Test]
    public async Task A_failed_program_deletes_nothing()
    {
        await _stack.UpAsync(p => p.ThingAsync("a"));

        var run = await _stack.UpAsync(_ => throw new TestProgram.ProgramFailure("oops"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors, Is.EqualTo(["oops"]));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(1));
            Assert.That(run.Names, Is.EqualTo(["a"]));
        });
    }
}
