using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Imports
{
    private static readonly PropertyMap Found = PropertyMap.Of(("name", "x"), ("size", 1));
    private readonly TestStack _stack = new();

    [Test]
    public async Task What_exists_is_taken_over_as_it_is_and_protected()
    {
        var run = await ImportAsync(Spec("a"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run["a"].Id, Is.EqualTo("found"));
            Assert.That(run["a"].Inputs, Is.EqualTo(Found));
            Assert.That(run["a"].Outputs.Get("out"), Is.EqualTo((PropertyValue)"of found"));
            Assert.That(run["a"].Protect, Is.True);
            Assert.That(run["a"].ImportId, Is.Empty);
            Assert.That(run["a"].Parent, Is.EqualTo(run["proj-dev"].Urn));
            Assert.That(run.Snapshot.Resources[0].Type, Is.EqualTo(Urn.RootStackType));
        });
    }

    [Test]
    public async Task A_program_that_says_the_same_afterwards_changes_nothing()
    {
        await ImportAsync(Spec("a") with { Protect = false });
        _stack.Kind = DeploymentKind.Update;

        var run = await _stack.UpAsync(async p =>
        {
            var stack = await p.ComponentAsync("proj-dev", Urn.RootStackType);
            await p.ThingAsync("a", Found, g => g with { Parent = stack.Urn });
        });

        Assert.That(run.Log.Steps, Is.EqualTo(["Same proj-dev", "Same a"]));
    }

    [Test]
    public async Task What_the_stack_has_stays_before_what_joins_it()
    {
        await _stack.UpAsync(p => p.ThingAsync("old"));

        var run = await ImportAsync(Spec("a"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Names, Is.EqualTo(["old", "a"]));
            Assert.That(run["a"].Provider, Is.EqualTo(run["old"].Provider));
            Assert.That(_stack.Ledger.Calls, Has.None.StartWith("delete"));
        });
    }

    [Test]
    public async Task Parents_and_providers_can_be_imported_along_in_any_order()
    {
        var stack = Urn.Create("dev", "proj", null, Urn.RootStackType, "proj-dev");
        var group = Urn.Create("dev", "proj", stack, "my:index:Group", "group");
        var provider = Urn.Create("dev", "proj", stack, "pulumi:providers:fake", "mine");

        var run = await ImportAsync(
            Spec("a") with
            {
                Parent = group.Value,
                Provider = provider.Value,
            },
            new()
            {
                Type = "my:index:Group",
                Name = "group",
                IsComponent = true,
            },
            new() { Type = "pulumi:providers:fake", Name = "mine" }
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run["a"].Parent, Is.EqualTo(group));
            Assert.That(run["a"].Provider, Does.StartWith(provider.Value));
        });
    }

    [Test]
    public async Task Only_the_named_inputs_are_taken_over()
    {
        var run = await ImportAsync(Spec("a") with { Properties = ["size"] });

        Assert.That(run["a"].Inputs, Is.EqualTo(PropertyMap.Of(("size", 1))));
    }

    [Test]
    public async Task Inputs_that_no_program_could_give_are_only_warned_of()
    {
        _stack.Ledger.Live["found"] = Found.With("reject", "too large");

        var run = await ImportAsync(Spec("a"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(run.Log.Warnings.Single(), Does.Contain("too large"));
        });
    }

    [TestCase("a", "nonsense", "nonsense")]
    [TestCase("old", "found", "already")]
    public async Task What_cannot_be_imported_is_refused(string name, string id, string message)
    {
        var stack = await _stack.UpAsync(async p =>
        {
            var parent = await p.ComponentAsync("proj-dev", Urn.RootStackType);
            await p.ThingAsync("old", options: g => g with { Parent = parent.Urn });
        });

        var run = await ImportAsync(Spec(name) with { Id = id });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain(message));
            Assert.That(run.Names, Is.EqualTo(stack.Names));
        });
    }

    [Test]
    public async Task What_the_stack_has_already_is_not_imported_again()
    {
        var before = await ImportAsync(Spec("a"));
        _stack.Ledger.TakeCalls();

        var run = await ImportAsync(Spec("a"));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(run.Names, Is.EqualTo(before.Names));
            Assert.That(_stack.Ledger.Calls, Has.None.StartWith("read"));
        });
    }

    private static ImportSpec Spec(string name) =>
        new()
        {
            Type = TestProgram.Thing,
            Name = name,
            Id = "found",
        };

    private Task<TestRun> ImportAsync(params ImmutableArray<ImportSpec> specs)
    {
        _stack.Ledger.Live.TryAdd("found", Found);
        (_stack.Kind, _stack.Imports) = (DeploymentKind.Import, specs);
        return _stack.UpAsync(_ => Task.CompletedTask);
    }
}
