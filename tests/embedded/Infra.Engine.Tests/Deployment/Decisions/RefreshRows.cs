using Infra.Engine.Deployment;
using Infra.Engine.Goals;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>What refreshes and destroys do, which have no program.</summary>
internal static class RefreshRows
{
    public static IReadOnlyList<DecisionRow> All => [.. Refreshes, .. Destroys];

    private static IReadOnlyList<DecisionRow> Refreshes { get; } =
    [
        Refresh("refresh: what is as the state says") with
        {
            Steps = ["Refresh a"],
            Calls = ["read a"],
        },
        Refresh("refresh: what is gone") with
        {
            Arrange = stack =>
            {
                stack.Kind = DeploymentKind.Refresh;
                stack.Ledger.Live.Clear();
            },
            Steps = ["Refresh a"],
            Calls = ["read a"],
        },
        Refresh("refresh: a component", g => g with { Custom = false, Provider = "" }) with
        {
            Steps = ["Refresh a"],
        },
        Refresh("refresh: the mark of an unfinished replacement") with
        {
            Arrange = stack =>
            {
                stack.Kind = DeploymentKind.Refresh;
                DecisionRow.State("a", s => s with { PendingReplacement = true })(stack);
            },
            Steps = ["Refresh a"],
        },
        Refresh("refresh: outside of the targets") with
        {
            Arrange = stack =>
            {
                stack.Kind = DeploymentKind.Refresh;
                stack.Options = stack.Options with { Targets = ["**::b"] };
            },
        },
        Refresh("refresh: excluded") with
        {
            Arrange = stack =>
            {
                stack.Kind = DeploymentKind.Refresh;
                stack.Options = stack.Options with { Excludes = ["**::a"] };
            },
        },
        new("refresh: ahead of an update")
        {
            Before = DecisionRow.Thing(),
            Arrange = stack =>
            {
                stack.Options = stack.Options with { Refresh = true };
                stack.Ledger.Live.Clear();
            },
            Now = DecisionRow.Thing(),
            Steps = ["Refresh a", "Create a"],
            Calls = ["read a", "create a"],
        },
        new("refresh: before every comparison, as the provider wants")
        {
            Before = DecisionRow.Thing(),
            Arrange = DecisionRow.State("a", s => s with { RefreshBeforeUpdate = true }),
            Now = DecisionRow.Thing(),
            Steps = ["Refresh a", "Same a"],
            Calls = ["read a"],
        },
    ];

    private static IReadOnlyList<DecisionRow> Destroys { get; } =
    [
        Destroy("destroy: everything") with
        {
            Steps = ["Delete a"],
            Calls = ["delete a"],
        },
        Destroy("destroy: protected", g => g with { Protect = true }) with
        {
            Steps = ["Delete a"],
            Error = "protected",
        },
        Destroy("destroy: retained", g => g with { RetainOnDelete = true }) with
        {
            Steps = ["Delete a"],
        },
    ];

    private static DecisionRow Refresh(
        string name,
        Func<ResourceGoal, ResourceGoal>? options = null
    ) => Row(name, DeploymentKind.Refresh, options);

    private static DecisionRow Destroy(
        string name,
        Func<ResourceGoal, ResourceGoal>? options = null
    ) => Row(name, DeploymentKind.Destroy, options);

    private static DecisionRow Row(
        string name,
        DeploymentKind kind,
        Func<ResourceGoal, ResourceGoal>? options
    ) =>
        new(name)
        {
            Before = DecisionRow.Thing(options: options),
            Arrange = stack => stack.Kind = kind,
        };
}
