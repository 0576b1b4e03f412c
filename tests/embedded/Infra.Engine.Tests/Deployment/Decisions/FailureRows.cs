using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>What becomes of the rest when something fails.</summary>
internal static class FailureRows
{
    public static IReadOnlyList<DecisionRow> All { get; } =
    [
        new("failure: of a create")
        {
            Arrange = stack => stack.Behavior.Failing.Add("create a"),
            Now = DecisionRow.Thing(),
            Steps = ["Create a"],
            Error = "create a failed",
        },
        new("failure: of a create half-way")
        {
            Arrange = stack => stack.Behavior.FailingHalfWay.Add("create a"),
            Now = DecisionRow.Thing(),
            Steps = ["Create a"],
            Calls = ["create a"],
            Error = "half-way",
        },
        new("failure: of an update half-way")
        {
            Before = DecisionRow.Thing(DecisionRow.Size(1)),
            Arrange = stack => stack.Behavior.FailingHalfWay.Add("update a"),
            Now = DecisionRow.Thing(DecisionRow.Size(2)),
            Steps = ["Update a"],
            Calls = ["update a"],
            Error = "half-way",
        },
        new("failure: of a delete")
        {
            Before = DecisionRow.Thing(),
            Arrange = stack => stack.Behavior.Failing.Add("delete a"),
            Steps = ["Delete a"],
            Error = "delete a failed",
        },
        new("failure: nothing new begins after one")
        {
            Arrange = stack => stack.Behavior.Failing.Add("create a"),
            Now = ThreeAsync,
            Steps = ["Create a"],
            Error = "create a failed",
        },
        new("failure: with --continue-on-error only what needs it is left out")
        {
            Arrange = stack =>
            {
                stack.Behavior.Failing.Add("create a");
                stack.Options = stack.Options with { ContinueOnError = true };
            },
            Now = ThreeAsync,
            Steps = ["Create a", "Create c"],
            Calls = ["create c"],
            Error = "create a failed",
        },
    ];

    private static async Task ThreeAsync(TestProgram program)
    {
        var a = await program.ThingAsync("a", DecisionRow.Size(1));
        await program.ThingAsync("b", DecisionRow.Size(1), g => g with { Dependencies = [a.Urn] });
        await program.ThingAsync("c", DecisionRow.Size(1));
    }
}
