using System.Collections.Immutable;
using Infra.Engine.Goals;
using Infra.Engine.Providers.Operations;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class Options
{
    private readonly TestStack _stack = new();

    private static readonly Dictionary<string, Func<ResourceGoal, ResourceGoal>> Wishes = new()
    {
        ["none"] = g => g,
        ["ignoreChanges: size"] = g => g with { IgnoreChanges = ["size"] },
        ["replaceOnChanges: size"] = g => g with { ReplaceOnChanges = ["size"] },
        ["replaceOnChanges: everything"] = g => g with { ReplaceOnChanges = ["*"] },
        ["replaceOnChanges: size, deleteBeforeReplace"] = g =>
            g with
            {
                ReplaceOnChanges = ["size"],
                DeleteBeforeReplace = true,
            },
    };

    [TestCase("none", "Update a")]
    [TestCase("ignoreChanges: size", "Same a")]
    [TestCase("replaceOnChanges: size", "CreateReplacement a", "Replace a", "DeleteReplaced a")]
    [TestCase(
        "replaceOnChanges: everything",
        "CreateReplacement a",
        "Replace a",
        "DeleteReplaced a"
    )]
    [TestCase(
        "replaceOnChanges: size, deleteBeforeReplace",
        "DeleteReplaced a",
        "Replace a",
        "CreateReplacement a"
    )]
    public async Task A_changed_input_with_options(string options, params string[] steps)
    {
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("size", 2)), Wishes[options])
        );

        Assert.That(run.Log.Steps, Is.EqualTo(steps));
    }

    [Test]
    public async Task A_retained_resource_leaves_the_state_and_stays()
    {
        await _stack.UpAsync(p =>
            p.ThingAsync("a", options: g => g with { RetainOnDelete = true })
        );

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Names, Is.Empty);
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task What_goes_with_another_resource_needs_no_call_of_its_own()
    {
        await _stack.UpAsync(async p =>
        {
            var a = await p.ThingAsync("a");
            await p.ThingAsync("b", options: g => g with { DeletedWith = a.Urn });
        });

        var run = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Multiple(() =>
        {
            Assert.That(run.Names, Is.Empty);
            Assert.That(
                _stack.Ledger.TakeCalls().Where(c => c.Contains("delete")),
                Is.EqualTo(["delete a"])
            );
        });
    }

    [Test]
    public async Task A_renamed_resource_with_an_alias_stays_the_same()
    {
        var before = await _stack.UpAsync(p => p.ThingAsync("old", PropertyMap.Of(("name", "x"))));

        var run = await _stack.UpAsync(p =>
            p.ThingAsync(
                "new",
                PropertyMap.Of(("name", "x")),
                g => g with { Aliases = [new ResourceAlias { Name = "old" }] }
            )
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(["Same new"]));
            Assert.That(run["new"].Id, Is.EqualTo(before["old"].Id));
            Assert.That(run["new"].Aliases.Single().Name, Is.EqualTo("old"));
        });
    }

    [Test]
    public async Task Children_of_a_renamed_parent_keep_their_resources()
    {
        await _stack.UpAsync(p => FamilyAsync(p, "old", []));

        var run = await _stack.UpAsync(p =>
            FamilyAsync(p, "new", [new ResourceAlias { Name = "old" }])
        );

        Assert.That(run.Log.Steps, Is.EqualTo(["Same new", "Same new-child"]));
    }

    [Test]
    public async Task A_changed_trigger_replaces()
    {
        await _stack.UpAsync(p =>
            p.ThingAsync("a", options: g => g with { ReplacementTrigger = "1" })
        );

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", options: g => g with { ReplacementTrigger = "2" })
        );

        Assert.That(run.Log.Steps[0], Is.EqualTo("CreateReplacement a"));
    }

    [Test]
    public async Task A_companion_is_replaced_along()
    {
        await _stack.UpAsync(p => PairAsync(p, 1));

        var run = await _stack.UpAsync(p => PairAsync(p, 2));

        Assert.That(run.Log.Steps, Does.Contain("CreateReplacement b"));
    }

    [Test]
    public async Task A_provider_that_does_not_say_leaves_the_comparison_to_the_engine()
    {
        _stack.Behavior.Diff = _ => new() { Changes = DiffChanges.Unknown };
        await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1), ("same", 1))));

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("size", 2), ("same", 1)))
        );

        Assert.That(run.Log.Steps, Is.EqualTo(["Update a"]));
    }

    [Test]
    public async Task Protected_resources_are_not_replaced()
    {
        await _stack.UpAsync(p => ProtectedAsync(p, 1));

        var run = await _stack.UpAsync(p => ProtectedAsync(p, 2));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run.Log.Errors.Single(), Does.Contain("protected"));
            Assert.That(_stack.Ledger.Live, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_resource_that_is_replaced_with_another_is_not_compared()
    {
        await _stack.UpAsync(p => PairAsync(p, 1));
        var compared = new System.Collections.Concurrent.ConcurrentBag<string>();
        _stack.Behavior.Diff = input =>
        {
            compared.Add(input.Urn.Name);
            return null;
        };

        await _stack.UpAsync(p => PairAsync(p, 2));

        Assert.That(compared, Is.EqualTo(["a"]));
    }

    private static Task ProtectedAsync(TestProgram program, int version) =>
        program.ThingAsync(
            "a",
            PropertyMap.Of(("forceNew", version)),
            g => g with { Protect = true }
        );

    private static async Task PairAsync(TestProgram program, int version)
    {
        var a = await program.ThingAsync("a", PropertyMap.Of(("forceNew", version)));
        await program.ThingAsync("b", options: g => g with { ReplaceWith = [a.Urn] });
    }

    private static async Task FamilyAsync(
        TestProgram program,
        string name,
        ImmutableArray<ResourceAlias> aliases
    )
    {
        var parent = await program.ThingAsync(
            name,
            PropertyMap.Of(("name", "p")),
            g => g with { Aliases = aliases }
        );
        await program.ThingAsync(
            name + "-child",
            PropertyMap.Of(("name", "c")),
            g => g with { Parent = parent.Urn }
        );
    }
}
