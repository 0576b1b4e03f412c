using Infra.Engine.Goals;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>Whether a resource that the state knows stays, changes in place or is replaced, and in which order.</summary>
internal static class ReplacementRows
{
    private static readonly string[] CreateFirst =
    [
        "CreateReplacement a",
        "Replace a",
        "DeleteReplaced a",
    ];

    private static readonly string[] DeleteFirst =
    [
        "DeleteReplaced a",
        "Replace a",
        "CreateReplacement a",
    ];

    public static IReadOnlyList<DecisionRow> All => [.. Reasons, .. Outcomes];

    private static IReadOnlyList<DecisionRow> Reasons { get; } =
    [
        Replaced("reason: --replace", arrange: Replace("a")),
        Replaced("reason: taint", arrange: DecisionRow.State("a", s => s with { Taint = true })),
        Replaced(
            "reason: the replacement trigger is another value",
            g => g with { ReplacementTrigger = "1" },
            g => g with { ReplacementTrigger = "2" }
        ),
        Kept(
            "reason: the first replacement trigger",
            g => g,
            g => g with { ReplacementTrigger = "1" }
        ),
        Kept(
            "reason: the same replacement trigger, now secret",
            g => g with { ReplacementTrigger = "1" },
            g => g with { ReplacementTrigger = new PropertyValue.Secret("1") }
        ),
        new("reason: a replaced resource named in replaceWith")
        {
            Before = p => PairAsync(p, 1, (g, a) => g with { ReplaceWith = [a] }),
            Now = p => PairAsync(p, 2, (g, a) => g with { ReplaceWith = [a] }),
            Steps =
            [
                "CreateReplacement a",
                "Replace a",
                "CreateReplacement b",
                "Replace b",
                "DeleteReplaced b",
                "DeleteReplaced a",
            ],
            Calls = ["create a", "create b", "delete b", "delete a"],
        },
        new("reason: the replaced resource named in deletedWith")
        {
            Before = p => PairAsync(p, 1, (g, a) => g with { DeletedWith = a }),
            Now = p => PairAsync(p, 2, (g, a) => g with { DeletedWith = a }),
            Steps =
            [
                "CreateReplacement a",
                "Replace a",
                "CreateReplacement b",
                "Replace b",
                "DeleteReplaced b",
                "DeleteReplaced a",
            ],
            Calls = ["create a", "create b", "delete a"],
        },
        new("reason: a component becomes a resource")
        {
            Before = p => p.RegisterAsync("a", [], g => g with { Custom = false, Provider = "" }),
            Now = DecisionRow.Thing(),
            Steps = CreateFirst,
            Calls = ["create a"],
        },
        Provider("reason: the provider has another name", "old", "new", 1, 1, "Same a"),
        Provider("reason: the provider changed in place", "p", "p", 1, 2, "Same a"),
        new("reason: the provider cannot go on with what another one made")
        {
            Before = p => WithProviderAsync(p, "old", 1),
            Now = p => WithProviderAsync(p, "new", 2),
            Steps =
            [
                "Create new",
                "CreateReplacement a",
                "Replace a",
                "DeleteReplaced a",
                "Delete old",
            ],
            Calls = ["create a", "delete a"],
        },
        new("reason: the mark of an unfinished replacement")
        {
            Before = DecisionRow.Thing(),
            Arrange = DecisionRow.State("a", s => s with { PendingReplacement = true }),
            Now = DecisionRow.Thing(),
            Steps = ["CreateReplacement a", "Replace a"],
            Calls = ["create a"],
        },
        Replaced(
            "reason: replaceOnChanges",
            after: g => g with { ReplaceOnChanges = ["size"] },
            inputs: DecisionRow.Size(2)
        ),
        Replaced(
            "reason: replaceOnChanges of what did not finish",
            after: g => g with { ReplaceOnChanges = ["#initerror"] },
            arrange: DecisionRow.State("a", s => s with { InitErrors = ["x"] })
        ),
    ];

    private static IReadOnlyList<DecisionRow> Outcomes { get; } =
    [
        Kept("outcome: no difference", g => g, g => g),
        Kept("outcome: other options only", g => g, g => g with { Protect = true }),
        new("outcome: a difference")
        {
            Before = DecisionRow.Thing(DecisionRow.Size(1)),
            Now = DecisionRow.Thing(DecisionRow.Size(2)),
            Steps = ["Update a"],
            Calls = ["update a"],
        },
        new("outcome: no difference, but it did not finish last time")
        {
            Before = DecisionRow.Thing(),
            Arrange = DecisionRow.State("a", s => s with { InitErrors = ["x"] }),
            Now = DecisionRow.Thing(),
            Steps = ["Update a"],
            Calls = ["update a"],
        },
        new("outcome: a replacement")
        {
            Before = DecisionRow.Thing(DecisionRow.Force(1)),
            Now = DecisionRow.Thing(DecisionRow.Force(2)),
            Steps = CreateFirst,
            Calls = ["create a", "delete a"],
        },
        new("outcome: a replacement, the old one first as the user wants")
        {
            Before = DecisionRow.Thing(DecisionRow.Force(1)),
            Now = DecisionRow.Thing(
                DecisionRow.Force(2),
                g => g with { DeleteBeforeReplace = true }
            ),
            Steps = DeleteFirst,
            Calls = ["delete a", "create a"],
        },
        new("outcome: a replacement, the old one first as the provider wants")
        {
            Before = DecisionRow.Thing(DecisionRow.Force(1).With("deleteFirst", true)),
            Now = DecisionRow.Thing(DecisionRow.Force(2).With("deleteFirst", true)),
            Steps = DeleteFirst,
            Calls = ["delete a", "create a"],
        },
        new("outcome: a replacement, the new one first although the provider would not")
        {
            Before = DecisionRow.Thing(DecisionRow.Force(1).With("deleteFirst", true)),
            Now = DecisionRow.Thing(
                DecisionRow.Force(2).With("deleteFirst", true),
                g => g with { DeleteBeforeReplace = false }
            ),
            Steps = CreateFirst,
            Calls = ["create a", "delete a"],
        },
        Protected("outcome: a replacement of what is protected and stays so", true) with
        {
            Error = "protected",
        },
        Protected("outcome: a replacement of what is protected no longer", false) with
        {
            Steps = CreateFirst,
            Calls = ["create a", "delete a"],
        },
        Protected("outcome: a replacement with --ignore-protect", true) with
        {
            Arrange = stack => stack.Options = stack.Options with { IgnoreProtect = true },
            Steps = CreateFirst,
            Calls = ["create a", "delete a"],
        },
    ];

    private static DecisionRow Replaced(
        string name,
        Func<ResourceGoal, ResourceGoal>? before = null,
        Func<ResourceGoal, ResourceGoal>? after = null,
        Action<TestStack>? arrange = null,
        PropertyMap? inputs = null
    ) =>
        new(name)
        {
            Before = DecisionRow.Thing(options: before),
            Arrange = arrange ?? (_ => { }),
            Now = DecisionRow.Thing(inputs, after),
            Steps = CreateFirst,
            Calls = ["create a", "delete a"],
        };

    private static DecisionRow Kept(
        string name,
        Func<ResourceGoal, ResourceGoal> before,
        Func<ResourceGoal, ResourceGoal> after
    ) =>
        new(name)
        {
            Before = DecisionRow.Thing(options: before),
            Now = DecisionRow.Thing(options: after),
            Steps = ["Same a"],
        };

    private static DecisionRow Protected(string name, bool isStillProtected) =>
        new(name)
        {
            Before = DecisionRow.Thing(DecisionRow.Force(1), g => g with { Protect = true }),
            Now = DecisionRow.Thing(
                DecisionRow.Force(2),
                g => g with { Protect = isStillProtected }
            ),
        };

    private static DecisionRow Provider(
        string name,
        string before,
        string after,
        int oldSize,
        int newSize,
        string step
    ) =>
        new(name)
        {
            Before = p => WithProviderAsync(p, before, 1, oldSize),
            Now = p => WithProviderAsync(p, after, 1, newSize, before),
            Steps = [oldSize == newSize ? $"Same {after}" : $"Update {after}", step],
        };

    private static Action<TestStack> Replace(string name) =>
        stack => stack.Options = stack.Options with { Replace = [TestStack.UrnOf(name).Value] };

    private static async Task PairAsync(
        TestProgram program,
        int version,
        Func<ResourceGoal, Urn, ResourceGoal> options
    )
    {
        var a = await program.ThingAsync("a", DecisionRow.Force(version));
        await program.ThingAsync("b", DecisionRow.Size(1), g => options(g, a.Urn));
    }

    private static async Task WithProviderAsync(
        TestProgram program,
        string provider,
        int account,
        int size = 1,
        string? former = null
    )
    {
        var reference = await program.ProviderAsync(
            provider,
            PropertyMap.Of(("forceAll", account), ("size", size)),
            g =>
                former is null || former == provider
                    ? g
                    : g with
                    {
                        Aliases = [new() { Name = former }],
                    }
        );
        await program.ThingAsync("a", DecisionRow.Size(1), g => g with { Provider = reference });
    }
}
