using System.Collections.Immutable;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

/// <summary>Whatever fails whenever, the state says what is really there, and a run without failures ends where an undisturbed one does.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(60_000)]
public sealed class InjectedFailures
{
    private const int Operations = 24;
    private readonly TestStack _stack = new();

    [Test]
    public async Task After_a_failure_the_state_equals_the_ledger(
        [Range(0, Operations)] int failing
    )
    {
        var count = 0;
        _stack.Behavior.Before = _ =>
            Interlocked.Increment(ref count) == failing + 1
                ? throw new Providers.ProviderException("injected")
                : Task.CompletedTask;

        for (var version = 1; version <= 3; version++)
        {
            var run = await _stack.UpAsync(p => ProgramAsync(p, version));
            AssertSound(run);
        }

        var last = await _stack.UpAsync(p => ProgramAsync(p, 3));

        Assert.That(last.Succeeded, Is.True, string.Join('\n', last.Log.Errors));
        AssertSound(last);
        Assert.That(last.Names.Order(), Is.EqualTo(["a", "b", "c", "d3", "e"]));
        Assert.That(last.Snapshot.Resources.Any(s => s.Delete || s.PendingReplacement), Is.False);
    }

    private void AssertSound(TestRun run)
    {
        var recorded = run.Snapshot.Resources.Where(s =>
            s.Type == TestProgram.Thing && !s.PendingReplacement
        );

        Assert.That(recorded.Select(s => s.Id), Is.EquivalentTo(_stack.Ledger.Live.Keys));
        Assert.That(run.Snapshot.PendingOperations, Is.Empty);
        var seen = new HashSet<string>();
        foreach (var state in run.Snapshot.Resources)
        {
            Assert.That(
                state.Dependencies.Select(d => d.Value),
                Is.SubsetOf(seen),
                state.Urn.Value
            );
            seen.Add(state.Urn.Value);
        }
    }

    // Updates, replacements in both orders with dependents, and a delete with each new version.
    private static async Task ProgramAsync(TestProgram program, int version)
    {
        var a = await program.ThingAsync(
            "a",
            PropertyMap.Of(("forceNew", version), ("deleteFirst", true))
        );
        var b = await program.ThingAsync(
            "b",
            PropertyMap.Of(("forceOf", a.Id), ("name", "b")),
            g =>
                g with
                {
                    Dependencies = [a.Urn],
                    PropertyDependencies = g.PropertyDependencies.Add(
                        "forceOf",
                        ImmutableArray.Create(a.Urn)
                    ),
                }
        );
        await program.ThingAsync(
            "c",
            PropertyMap.Of(("size", version)),
            g => g with { Dependencies = [b.Urn] }
        );
        var d = await program.ThingAsync($"d{version}");
        await program.ThingAsync(
            "e",
            PropertyMap.Of(("forceNew", version)),
            g => g with { Dependencies = [d.Urn] }
        );
    }
}
