using Infra.Engine.Deployment;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>What is not known of the last run because it was killed.</summary>
internal static class PendingOperations
{
    /// <summary>A warning for each operation of which nobody said yet what became of it.</summary>
    /// <param name="snapshot">The state.</param>
    /// <param name="options">What the user said.</param>
    /// <param name="kind">What is about to be done.</param>
    /// <param name="program">How the program is called.</param>
    public static IEnumerable<string> Warnings(
        Snapshot snapshot,
        DeploymentOptions options,
        DeploymentKind kind,
        string program
    )
    {
        var hint = kind == DeploymentKind.Refresh ? "" : $": '{program} refresh' finds out";
        return snapshot
            .PendingOperations.Where(o => !IsSettled(o, options))
            .Select(o =>
                $"the last run was interrupted while {o.Type.ToString().ToLowerInvariant()} {o.Resource.Urn.Name} ({o.Resource.Urn.Type}); it may have happened or not{hint}"
            );
    }

    private static bool IsSettled(PendingOperation operation, DeploymentOptions options) =>
        operation.Type == OperationType.Creating
        && (
            options.ClearPendingCreates
            || options.ImportPendingCreates.ContainsKey(operation.Resource.Urn.Value)
        );
}
