using System.Collections.Immutable;
using Infra.Engine.Goals;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>What goes along when a resource has to go before its replacement comes.</summary>
internal static class CascadeRows
{
    private static readonly string[] Both =
    [
        "DeleteReplaced b",
        "DeleteReplaced a",
        "Replace a",
        "CreateReplacement a",
        "Replace b",
        "CreateReplacement b",
    ];

    private static readonly string[] OnlyA =
    [
        "DeleteReplaced a",
        "Replace a",
        "CreateReplacement a",
        "Same b",
    ];

    private static readonly string[] AllCalls = ["delete b", "delete a", "create a", "create b"];

    public static IReadOnlyList<DecisionRow> All { get; } =
    [
        Row("cascade: an input that cannot change in place", "forceFrom", FromA("forceFrom")) with
        {
            Steps = Both,
            Calls = AllCalls,
        },
        Row("cascade: an input that can change in place", "from", FromA("from")) with
        {
            Steps = OnlyA,
            Calls = ["delete a", "create a"],
        },
        Row(
            "cascade: an input that the user wants replaced",
            "from",
            (goal, a) => FromA("from")(goal, a) with { ReplaceOnChanges = ["from"] }
        ) with
        {
            Steps = Both,
            Calls = AllCalls,
        },
        Row("cascade: a plain dependency", "x", (g, a) => g with { Dependencies = [a] }) with
        {
            Steps = OnlyA,
            Calls = ["delete a", "create a"],
        },
        Row("cascade: replaceWith", "x", (g, a) => g with { ReplaceWith = [a] }) with
        {
            Steps = Both,
            Calls = AllCalls,
        },
        Row("cascade: deletedWith", "x", (g, a) => g with { DeletedWith = a }) with
        {
            Steps = Both,
            Calls = ["delete a", "create a", "create b"],
        },
        Row(
            "cascade: a protected dependent",
            "forceFrom",
            (goal, a) => FromA("forceFrom")(goal, a) with { Protect = true }
        ) with
        {
            Error = "cannot be replaced along with",
        },
        Row(
            "cascade: a dependent that the program no longer has",
            "forceFrom",
            FromA("forceFrom")
        ) with
        {
            Now = p => AAsync(p, 2),
            Steps = ["DeleteReplaced b", "DeleteReplaced a", "Replace a", "CreateReplacement a"],
            Calls = ["delete b", "delete a", "create a"],
        },
    ];

    private static DecisionRow Row(
        string name,
        string input,
        Func<ResourceGoal, Urn, ResourceGoal> options
    ) =>
        new(name)
        {
            Before = p => PairAsync(p, 1, input, options),
            Now = p => PairAsync(p, 2, input, options),
        };

    private static Func<ResourceGoal, Urn, ResourceGoal> FromA(string input) =>
        (goal, a) =>
            goal with
            {
                Dependencies = [a],
                PropertyDependencies = ImmutableSortedDictionary<
                    string,
                    ImmutableArray<Urn>
                >.Empty.Add(input, [a]),
            };

    private static async Task PairAsync(
        TestProgram program,
        int version,
        string input,
        Func<ResourceGoal, Urn, ResourceGoal> options
    )
    {
        var a = await AAsync(program, version);
        await program.ThingAsync(
            "b",
            PropertyMap.Of(("name", "n"), (input, "v")),
            g => options(g, a)
        );
    }

    private static async Task<Urn> AAsync(TestProgram program, int version) =>
        (
            await program.ThingAsync(
                "a",
                DecisionRow.Force(version),
                g => g with { DeleteBeforeReplace = true }
            )
        ).Urn;
}
