using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Refreshes
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task What_changed_outside_is_taken_into_the_state()
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));
        _stack.Ledger.Live[before["a"].Id] = before["a"].Inputs.With("size", 5);
        _stack.Kind = DeploymentKind.Refresh;

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo((PropertyValue)5));
            Assert.That(run.Changes[StepOp.Update], Is.EqualTo(1));
            Assert.That(_stack.Ledger.TakeCalls(), Is.EqualTo(["configure default", "read a"]));
        });
    }

    [Test]
    public async Task What_is_gone_leaves_the_state_and_the_dependencies_on_it()
    {
        var before = await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            await p.ThingAsync("b", options: g => g with { Dependencies = [a.Urn] });
        });
        _stack.Ledger.Live.TryRemove(before["a"].Id, out _);
        _stack.Kind = DeploymentKind.Refresh;

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Names, Is.EqualTo(["b"]));
            Assert.That(run["b"].Dependencies, Is.Empty);
            Assert.That(run.Changes[StepOp.Delete], Is.EqualTo(1));
        });
    }

    [Test]
    public async Task An_update_that_refreshes_first_repairs_what_changed_outside()
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));
        _stack.Ledger.Live[before["a"].Id] = before["a"].Inputs.With("size", 5);
        _stack.Options = _stack.Options with { Refresh = true };

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Does.Contain("Update a"));
            Assert.That(_stack.Ledger.Live[run["a"].Id].Get("size"), Is.EqualTo((PropertyValue)1));
        });
    }

    [Test]
    public async Task An_update_that_refreshes_first_creates_anew_what_is_gone()
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("a"));
        _stack.Ledger.Live.TryRemove(before["a"].Id, out _);
        _stack.Options = _stack.Options with { Refresh = true };

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo([run["a"].Id]));
        });
    }
}
