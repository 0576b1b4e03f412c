using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class DeleteBeforeReplace
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task The_old_one_goes_first_when_the_provider_asks_for_it()
    {
        await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("forceNew", 1), ("deleteFirst", true)))
        );

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("forceNew", 2), ("deleteFirst", true)))
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                run.Log.Steps,
                Is.EqualTo(["DeleteReplaced a", "Replace a", "CreateReplacement a"])
            );
            Assert.That(
                _stack.Ledger.TakeCalls(),
                Is.EqualTo(["configure default", "delete a", "create a"])
            );
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(run["a"].PendingReplacement, Is.False);
        });
    }

    [Test]
    public async Task Dependents_that_the_loss_replaces_go_first_and_come_back()
    {
        await _stack.UpAsync(p => ChainAsync(p, 1, "forceOf"));

        var run = await _stack.UpAsync(p => ChainAsync(p, 2, "forceOf"));

        Assert.Multiple(() =>
        {
            Assert.That(
                _stack.Ledger.TakeCalls(),
                Is.EqualTo(["configure default", "delete b", "delete a", "create a", "create b"])
            );
            Assert.That(run.Names, Is.EqualTo(["a", "b"]));
        });
    }

    [Test]
    public async Task What_an_earlier_run_left_of_a_dependent_is_deleted_and_counted_as_that()
    {
        var before = await _stack.UpAsync(p => ChainAsync(p, 1, "forceOf"));
        var leftover = before["b"] with { Id = "left", Delete = true };
        _stack.Ledger.Live["left"] = leftover.Inputs;
        _stack.Snapshot = before.Snapshot with
        {
            Resources = before.Snapshot.Resources.Add(leftover),
        };

        var run = await _stack.UpAsync(p => ChainAsync(p, 2, "forceOf"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run.Log.Steps, Does.Contain("Delete b").And.Contain("DeleteReplaced b"));
            Assert.That(run.Changes[StepOp.Delete], Is.EqualTo(1));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task Dependents_that_can_be_updated_stay()
    {
        await _stack.UpAsync(p => ChainAsync(p, 1, "of"));

        await _stack.UpAsync(p => ChainAsync(p, 2, "of"));

        Assert.That(
            _stack.Ledger.TakeCalls(),
            Is.EqualTo(["configure default", "delete a", "create a", "update b"])
        );
    }

    [Test]
    public async Task A_deleted_dependent_that_is_not_registered_again_leaves_the_state()
    {
        await _stack.UpAsync(p => ChainAsync(p, 1, "forceOf"));

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("forceNew", 2), ("deleteFirst", true)))
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Names, Is.EqualTo(["a"]));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_create_that_fails_after_the_delete_is_made_up_for_next_time()
    {
        await _stack.UpAsync(p => ChainAsync(p, 1, "forceOf"));
        _stack.Behavior.Failing.Add("create a");
        var failed = await _stack.UpAsync(p => ChainAsync(p, 2, "forceOf"));
        _stack.Behavior.Failing.Clear();

        var run = await _stack.UpAsync(p => ChainAsync(p, 2, "forceOf"));

        Assert.Multiple(() =>
        {
            Assert.That(failed["a"].PendingReplacement, Is.True);
            Assert.That(failed["b"].PendingReplacement, Is.True);
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Names, Is.EqualTo(["a", "b"]));
            Assert.That(
                _stack.Ledger.Live.Keys,
                Is.EquivalentTo(new[] { run["a"].Id, run["b"].Id })
            );
        });
    }

    private static async Task ChainAsync(TestProgram program, int version, string property)
    {
        var a = await program.ThingAsync(
            "a",
            PropertyMap.Of(("forceNew", version), ("deleteFirst", true))
        );
        await program.ThingAsync(
            "b",
            PropertyMap.Of((property, a.Id)),
            g => g with { Dependencies = [a.Urn], PropertyDependencies = Of(property, a.Urn) }
        );
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<Urn>> Of(
        string property,
        Urn urn
    ) => ImmutableSortedDictionary<string, ImmutableArray<Urn>>.Empty.Add(property, [urn]);
}
