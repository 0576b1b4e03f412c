using System.Collections.Immutable;
using Infra.Engine.Goals;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Naming;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>Which resource of the state a registration continues.</summary>
internal static class IdentityRows
{
    public static IReadOnlyList<DecisionRow> All { get; } =
    [
        new("identity: the own urn")
        {
            Before = DecisionRow.Thing(),
            Now = DecisionRow.Thing(),
            Steps = ["Same a"],
        },
        Renamed(
            "identity: an alias that is a urn",
            new ResourceAlias { Urn = TestStack.UrnOf("a") }
        ),
        Renamed("identity: an alias by name", new ResourceAlias { Name = "a" }),
        Renamed(
            "identity: the first alias that the state knows",
            new ResourceAlias { Name = "nobody" },
            new ResourceAlias { Name = "a" }
        ),
        new("identity: an alias by type")
        {
            Before = p => p.ComponentAsync("c", "my:index:Old"),
            Now = p =>
                p.RegisterAsync(
                    "c",
                    [],
                    g =>
                        g with
                        {
                            Type = "my:index:New",
                            Custom = false,
                            Provider = "",
                            Aliases = [new() { Type = "my:index:Old" }],
                        }
                ),
            Steps = ["Same c"],
        },
        new("identity: an alias without a parent")
        {
            Before = DecisionRow.Thing(),
            Now = p => InGroupAsync(p, "group", [new() { NoParent = true }]),
            Steps = ["Create group", "Same a"],
        },
        new("identity: an alias below another parent")
        {
            Before = p => InGroupAsync(p, "old", []),
            Now = p => InGroupAsync(p, "new", [new() { Parent = Group("old") }]),
            Steps = ["Create new", "Same a", "Delete old"],
        },
        new("identity: a child of a parent that has an alias")
        {
            Before = p => InGroupAsync(p, "old", []),
            Now = p => InGroupAsync(p, "new", [], [new() { Name = "old" }]),
            Steps = ["Same new", "Same a"],
        },
        new("identity: an alias that another registration took")
        {
            Before = DecisionRow.Thing(),
            Now = async p =>
            {
                await p.ThingAsync("b", DecisionRow.Size(1), Named("a"));
                await p.ThingAsync("c", DecisionRow.Size(1), Named("a"));
            },
            Steps = ["Same b"],
            Error = "claimed before",
        },
        new("identity: an alias that is registered itself")
        {
            Before = DecisionRow.Thing(),
            Now = async p =>
            {
                await p.ThingAsync("a", DecisionRow.Size(1));
                await p.ThingAsync("b", DecisionRow.Size(1), Named("a"));
            },
            Steps = ["Same a"],
            Error = "registered itself",
        },
        new("identity: a urn registered twice")
        {
            Before = DecisionRow.Thing(),
            Now = async p =>
            {
                await p.ThingAsync("a", DecisionRow.Size(1));
                await p.ThingAsync("a", DecisionRow.Size(1));
            },
            Steps = ["Same a"],
            Error = "is taken",
        },
        new("identity: a parent that is not registered")
        {
            Now = DecisionRow.Thing(options: g => g with { Parent = Group("nowhere") }),
            Error = "is not registered",
        },
    ];

    private static DecisionRow Renamed(string name, params ImmutableArray<ResourceAlias> aliases) =>
        new(name)
        {
            Before = DecisionRow.Thing(),
            Now = p => p.ThingAsync("b", DecisionRow.Size(1), g => g with { Aliases = aliases }),
            Steps = ["Same b"],
        };

    private static Func<ResourceGoal, ResourceGoal> Named(string former) =>
        goal => goal with { Aliases = [new() { Name = former }] };

    private static Urn Group(string name) => TestStack.UrnOf(name, "my:index:Group");

    private static async Task InGroupAsync(
        TestProgram program,
        string group,
        ImmutableArray<ResourceAlias> aliases,
        ImmutableArray<ResourceAlias>? groupAliases = null
    )
    {
        var parent = await program.RegisterAsync(
            group,
            [],
            g =>
                g with
                {
                    Type = "my:index:Group",
                    Custom = false,
                    Provider = "",
                    Aliases = groupAliases ?? [],
                }
        );
        await program.ThingAsync(
            "a",
            DecisionRow.Size(1),
            g => g with { Parent = parent.State.Urn, Aliases = aliases }
        );
    }
}
