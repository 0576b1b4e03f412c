using Infra.Engine.Deployment;
using Infra.Engine.Providers;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Targets
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task Only_targets_change()
    {
        await _stack.UpAsync(p => BothAsync(p, 1));
        Target("a");

        var run = await _stack.UpAsync(p => BothAsync(p, 2));

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Update a", "Same b"]));
            Assert.That(run["b"].Inputs.Get("size"), Is.EqualTo((PropertyValue)1));
        });
    }

    [Test]
    public async Task A_new_resource_outside_of_the_targets_is_left_out()
    {
        Target("a");

        var run = await _stack.UpAsync(p => BothAsync(p, 1));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Names, Is.EqualTo(["a"]));
        });
    }

    [Test]
    public async Task A_target_that_needs_a_left_out_resource_is_refused()
    {
        Target("b");
        // What a left out resource would be is not known, and a provider that is asked about it would speak of that alone.
        _stack.Behavior.OnCheck = _ => throw new ProviderException("an input is not known");

        var run = await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            await p.ThingAsync("b", options: g => g with { Dependencies = [a.Urn] });
        });

        Assert.That(run.Log.Errors.Single(), Does.Contain("left out of this run"));
    }

    [TestCase(DeploymentKind.Update)]
    [TestCase(DeploymentKind.Refresh)]
    [TestCase(DeploymentKind.Destroy)]
    public async Task A_target_that_does_not_exist_is_refused_with_the_nearest_one(
        DeploymentKind kind
    )
    {
        await _stack.UpAsync(p => BothAsync(p, 1));
        Target("aa");
        _stack.Kind = kind;

        var run = await _stack.UpAsync(p =>
            kind == DeploymentKind.Update ? BothAsync(p, 1) : Task.CompletedTask
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(
                run.Log.Errors.Single(),
                Does.Contain("Thing::aa'").And.Contain("Thing::a'")
            );
            Assert.That(run.Names, Is.EqualTo(["a", "b"]));
        });
    }

    [TestCase(DeploymentKind.Update)]
    [TestCase(DeploymentKind.Destroy)]
    public async Task What_is_to_be_left_out_and_does_not_exist_is_not_called_a_target(
        DeploymentKind kind
    )
    {
        await _stack.UpAsync(p => BothAsync(p, 1));
        _stack.Options = _stack.Options with { Excludes = ["aa"] };
        _stack.Kind = kind;

        var run = await _stack.UpAsync(p =>
            kind == DeploymentKind.Update ? BothAsync(p, 2) : Task.CompletedTask
        );

        Assert.That(_stack.Ledger.Calls, Is.Empty, "nothing is done before it is refused");
        Assert.That(
            run.Log.Errors.Single(),
            Does.Contain("'aa'").And.Contains("left out").And.Not.Contains("target")
        );
    }

    [TestCase(false, "Same a", "Update b")]
    [TestCase(true, "Same a", "Same b")]
    public async Task What_depends_on_something_excluded_is_left_out_on_request(
        bool excludesDependents,
        params string[] steps
    )
    {
        await _stack.UpAsync(p => ChainAsync(p, 1));
        _stack.Options = _stack.Options with
        {
            Excludes = [TestStack.UrnOf("a").Value],
            ExcludeDependents = excludesDependents,
        };

        var run = await _stack.UpAsync(p => ChainAsync(p, 2));

        Assert.That(run.Log.Steps, Is.EqualTo(steps));
    }

    [TestCase(false, "delete c")]
    [TestCase(true)]
    public async Task A_destroy_keeps_what_is_excluded_and_what_that_needs(
        bool excludesDependents,
        params string[] deletes
    )
    {
        await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            var b = await p.ThingAsync("b", options: g => g with { Dependencies = [a.Urn] });
            await p.ThingAsync("c", options: g => g with { Dependencies = [b.Urn] });
        });
        _stack.Kind = DeploymentKind.Destroy;
        _stack.Options = _stack.Options with
        {
            Excludes = [TestStack.UrnOf("b").Value],
            ExcludeDependents = excludesDependents,
        };

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.That(
            _stack.Ledger.TakeCalls().Where(c => c.StartsWith("delete", StringComparison.Ordinal)),
            Is.EqualTo(deletes)
        );
    }

    [Test]
    public async Task Dependents_come_along_and_strangers_do_not()
    {
        await _stack.UpAsync(p => FamilyAsync(p, 1));
        Target("a");
        _stack.Options = _stack.Options with { TargetDependents = true };

        var run = await _stack.UpAsync(p => FamilyAsync(p, 2));

        Assert.That(
            run.Log.Steps.Where(step => !step.EndsWith("stack", StringComparison.Ordinal)),
            Is.EqualTo(["Update a", "Update b", "Same stranger"])
        );
    }

    private static async Task FamilyAsync(TestProgram program, int size)
    {
        var stack = await program.ComponentAsync("stack", Infra.Protocol.Naming.Urn.RootStackType);
        var inputs = PropertyMap.Of(("size", size));
        var a = await program.ThingAsync("a", inputs, g => g with { Parent = stack.Urn });
        await program.ThingAsync(
            "b",
            inputs,
            g => g with { Parent = stack.Urn, Dependencies = [a.Urn] }
        );
        await program.ThingAsync("stranger", inputs, g => g with { Parent = stack.Urn });
    }

    private static async Task ChainAsync(TestProgram program, int size)
    {
        var inputs = PropertyMap.Of(("size", size));
        var a = await program.ThingAsync("a", inputs);
        await program.ThingAsync("b", inputs, g => g with { Dependencies = [a.Urn] });
    }

    [Test]
    public async Task What_is_not_targeted_is_not_deleted()
    {
        await _stack.UpAsync(p => BothAsync(p, 1));
        Target("a");

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Names, Is.EqualTo(["b"]));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Dependents_of_a_deleted_target_go_along_only_when_asked_for(bool isAsked)
    {
        await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            await p.ThingAsync("b", options: g => g with { Dependencies = [a.Urn] });
        });
        Target("a");
        _stack.Options = _stack.Options with { TargetDependents = isAsked };

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.EqualTo(isAsked));
            Assert.That(run.Names, Has.Count.EqualTo(isAsked ? 0 : 2));
        });
    }

    [Test]
    public async Task What_is_excluded_stays_as_it_is_and_so_does_what_it_needs()
    {
        await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            await p.ThingAsync("b", options: g => g with { Dependencies = [a.Urn] });
            await p.ThingAsync("c");
        });
        _stack.Options = _stack.Options with { Excludes = ["**::b"] };

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.That(run.Names, Is.EqualTo(["a", "b"]));
    }

    [Test]
    public async Task Resources_are_replaced_on_demand()
    {
        await _stack.UpAsync(p => BothAsync(p, 1));
        _stack.Options = _stack.Options with { Replace = [TestStack.UrnOf("a").Value] };

        var run = await _stack.UpAsync(p => BothAsync(p, 1));

        Assert.That(
            run.Log.Steps,
            Is.EqualTo(["CreateReplacement a", "Replace a", "Same b", "DeleteReplaced a"])
        );
    }

    private void Target(string name) =>
        _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf(name).Value] };

    private static async Task BothAsync(TestProgram program, int size)
    {
        await program.ThingAsync("a", PropertyMap.Of(("size", size)));
        await program.ThingAsync("b", PropertyMap.Of(("size", size)));
    }
}
