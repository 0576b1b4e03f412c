using Infra.Engine.Goals;
using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>What becomes of what the program no longer wants.</summary>
internal static class DeletionRows
{
    private static readonly Func<TestProgram, Task> Nothing = _ => Task.CompletedTask;

    public static IReadOnlyList<DecisionRow> All { get; } =
    [
        Gone("delete: not registered") with
        {
            Steps = ["Delete a"],
            Calls = ["delete a"],
        },
        Gone("delete: retained", g => g with { RetainOnDelete = true }) with
        {
            Steps = ["Delete a"],
        },
        Gone("delete: a component", g => g with { Custom = false, Provider = "" }) with
        {
            Steps = ["Delete a"],
        },
        new("delete: only read")
        {
            Before = p =>
            {
                p.Ledger.Live["x"] = DecisionRow.Size(1);
                return p.ReadAsync("a", "x");
            },
            Now = Nothing,
            Steps = ["ReadDiscard a"],
        },
        new("delete: together with another one")
        {
            Before = async p =>
            {
                var a = await p.ThingAsync("a", DecisionRow.Size(1));
                await p.ThingAsync("b", DecisionRow.Size(1), g => g with { DeletedWith = a.Urn });
            },
            Now = Nothing,
            Steps = ["Delete b", "Delete a"],
            Calls = ["delete a"],
        },
        Gone("delete: protected", g => g with { Protect = true }) with
        {
            Steps = ["Delete a"],
            Error = "protected",
        },
        Gone("delete: protected, with --ignore-protect", g => g with { Protect = true }) with
        {
            Arrange = stack => stack.Options = stack.Options with { IgnoreProtect = true },
            Steps = ["Delete a"],
            Calls = ["delete a"],
        },
        Gone("delete: the old half of an unfinished replacement") with
        {
            Arrange = DecisionRow.State("a", s => s with { Delete = true }),
            Steps = ["DeleteReplaced a"],
            Calls = ["delete a"],
        },
        Gone("delete: the mark of an unfinished replacement") with
        {
            Arrange = DecisionRow.State("a", s => s with { PendingReplacement = true }),
        },
        Gone("delete: nothing after the program failed") with
        {
            Now = _ => throw new TestProgram.ProgramFailure("the program's error"),
            Error = "the program's error",
        },
        Gone("delete: nothing outside of the targets") with
        {
            Arrange = stack => stack.Options = stack.Options with { Targets = ["**::b"] },
            Steps = ["Same a"],
        },
    ];

    private static DecisionRow Gone(
        string name,
        Func<ResourceGoal, ResourceGoal>? options = null
    ) => new(name) { Before = DecisionRow.Thing(options: options), Now = Nothing };
}
