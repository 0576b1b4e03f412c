using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

/// <summary>Refreshes and destroys that run the program.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class RunPrograms
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task A_destroy_deletes_everything_with_the_providers_of_today()
    {
        await _stack.UpAsync(p => ProgramAsync(p, token: 1));
        Run(DeploymentKind.Destroy);

        var run = await _stack.UpAsync(p => ProgramAsync(p, token: 2, size: 2));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(
                run.Log.Steps,
                Is.EquivalentTo([
                    "Same group",
                    "Update p",
                    "Same a",
                    "Delete a",
                    "Delete group",
                    "Delete p",
                ])
            );
            Assert.That(run.Snapshot.Resources, Is.Empty);
            Assert.That(_stack.Ledger.Live, Is.Empty);
        });
    }

    [Test]
    public async Task A_destroy_goes_by_the_options_that_the_program_has_now()
    {
        var kept = "";
        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("freed", options: g => g with { Protect = true });
            kept = (await p.ThingAsync("kept")).Id;
            var owner = await p.ThingAsync("owner");
            await p.ThingAsync("along", options: g => g with { DeletedWith = owner.Urn });
        });
        Run(DeploymentKind.Destroy);

        var run = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("freed");
            await p.ThingAsync("kept", options: g => g with { RetainOnDelete = true });
            await p.ThingAsync("owner");
            await p.ThingAsync("along");
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run.Snapshot.Resources, Is.Empty);
            Assert.That(_stack.Ledger.Live.Keys, Is.EqualTo([kept]));
            Assert.That(_stack.Ledger.Calls, Has.One.EqualTo("delete along"));
        });
    }

    [Test]
    public async Task A_refresh_records_the_options_that_the_program_has_now()
    {
        await _stack.UpAsync(p => p.ThingAsync("a", options: g => g with { Protect = true }));
        Run(DeploymentKind.Refresh);

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.That(run["a"].Protect, Is.False);
    }

    [Test]
    public async Task A_destroy_makes_nothing_new()
    {
        Run(DeploymentKind.Destroy);

        var run = await _stack.UpAsync(p => ProgramAsync(p, token: 1));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(_stack.Ledger.Calls, Has.None.StartWith("create"));
            Assert.That(run.Snapshot.Resources, Is.Empty);
        });
    }

    [Test]
    public async Task A_destroy_also_deletes_what_the_program_no_longer_has()
    {
        await _stack.UpAsync(async p =>
        {
            await ProgramAsync(p, token: 1);
            await p.ThingAsync("b");
        });
        Run(DeploymentKind.Destroy);

        await _stack.UpAsync(p => ProgramAsync(p, token: 1));

        Assert.That(_stack.Ledger.Live, Is.Empty);
    }

    [Test]
    public async Task A_refresh_reads_everything_and_changes_nothing()
    {
        var before = await _stack.UpAsync(p => ProgramAsync(p, token: 1));
        _stack.Ledger.Live[before["a"].Id] = PropertyMap.Of(("name", "n"), ("size", 7));
        Run(DeploymentKind.Refresh);

        var run = await _stack.UpAsync(async p =>
        {
            await ProgramAsync(p, token: 2, size: 2);
            await p.ThingAsync("new");
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run["a"].Inputs.Get("size"), Is.EqualTo((PropertyValue)7));
            Assert.That(run["p"].Inputs.Get("token"), Is.EqualTo((PropertyValue)2));
            Assert.That(run.Names, Is.EqualTo(["a"]));
        });
    }

    [Test]
    public async Task A_refresh_reads_a_resource_when_the_program_registers_it_and_the_rest_at_the_end()
    {
        var before = await _stack.UpAsync(async p =>
        {
            await ProgramAsync(p, token: 1);
            await NeedyAsync(p);
            await p.ThingAsync("dropped");
        });
        _stack.Ledger.Live.Remove(before["gone"].Id, out _);
        _stack.Ledger.Live.Remove(before["dropped"].Id, out _);
        Run(DeploymentKind.Refresh);
        var read = 0;

        var run = await _stack.UpAsync(async p =>
        {
            await ProgramAsync(p, token: 2);
            read = _stack.Ledger.Calls.Count(call => call == "read a");
            await NeedyAsync(p);
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(read, Is.EqualTo(1), "when the program goes on");
            Assert.That(_stack.Ledger.Calls.Count(call => call == "read a"), Is.EqualTo(1));
            Assert.That(run.Names, Is.EquivalentTo(["a", "needy"]));
            Assert.That(run["needy"].Dependencies, Is.Empty);
        });
    }

    [Test]
    public async Task A_refresh_counts_each_resource_once()
    {
        await _stack.UpAsync(p => ProgramAsync(p, token: 1));
        Run(DeploymentKind.Refresh);

        var run = await _stack.UpAsync(p => ProgramAsync(p, token: 1));

        Assert.That(run.Changes, Is.EqualTo(new Dictionary<StepOp, int> { [StepOp.Same] = 3 }));
    }

    [Test]
    public async Task A_destroy_counts_what_is_registered_and_what_is_deleted()
    {
        await _stack.UpAsync(p => ProgramAsync(p, token: 1));
        Run(DeploymentKind.Destroy);

        var run = await _stack.UpAsync(p => ProgramAsync(p, token: 1));

        Assert.That(
            run.Changes,
            Is.EqualTo(new Dictionary<StepOp, int> { [StepOp.Same] = 3, [StepOp.Delete] = 3 })
        );
    }

    [Test]
    public async Task An_update_refreshes_each_resource_before_it_is_compared()
    {
        var before = await _stack.UpAsync(async p =>
        {
            await ProgramAsync(p, token: 1);
            await p.ThingAsync("gone");
            await p.ThingAsync("dropped");
        });
        _stack.Ledger.Live[before["a"].Id] = PropertyMap.Of(("name", "n"), ("size", 7));
        _stack.Ledger.Live.Remove(before["gone"].Id, out _);
        _stack.Ledger.Live.Remove(before["dropped"].Id, out _);
        _stack.Options = _stack.Options with { Refresh = true, RunProgram = true };

        var run = await _stack.UpAsync(async p =>
        {
            await ProgramAsync(p, token: 2);
            await p.ThingAsync("gone");
        });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(
                run.Log.Steps,
                Is.EqualTo([
                    "Refresh group",
                    "Same group",
                    "Refresh p",
                    "Update p",
                    "Refresh a",
                    "Update a",
                    "Refresh gone",
                    "Create gone",
                    "Refresh dropped",
                ])
            );
            Assert.That(run.Names, Is.EqualTo(["a", "gone"]));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(2));
        });
    }

    private static async Task NeedyAsync(TestProgram program)
    {
        var gone = await program.ThingAsync("gone");
        await program.ThingAsync("needy", options: g => g with { Dependencies = [gone.Urn] });
    }

    private void Run(DeploymentKind kind)
    {
        _stack.Kind = kind;
        _stack.Options = _stack.Options with { RunProgram = true };
    }

    private static async Task ProgramAsync(TestProgram program, int token, int size = 1)
    {
        var group = await program.ComponentAsync("group");
        var provider = await program.ProviderAsync("p", PropertyMap.Of(("token", token)));
        await program.ThingAsync(
            "a",
            PropertyMap.Of(("name", "n"), ("size", size)),
            g => g with { Provider = provider, Parent = group.Urn }
        );
    }
}
