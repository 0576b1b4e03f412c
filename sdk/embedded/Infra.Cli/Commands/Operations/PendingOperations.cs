using Infra.Engine.Deployment;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>Warns about operations whose result is unknown because the last run was interrupted.</summary>
internal static class PendingOperations
{
    /// <summary>A warning for each pending operation that the options do not settle.</summary>
    /// <param name="options">The options of this run.</param>
    /// <param name="kind">The kind of this run.</param>
    /// <param name="program">The name of the program.</param>
    public static IEnumerable<string> Warnings(
        Snapshot snapshot,
        DeploymentOptions options,
        DeploymentKind kind,
        string program
    )
    {
        var hint =
            kind == DeploymentKind.Refresh
                ? ""
                : $" Run '{program} refresh' to see whether it completed.";
        return snapshot
            .PendingOperations.Where(o => !IsSettled(o, options))
            .Select(o =>
                $"the last run was interrupted while {o.Type.ToString().ToLowerInvariant()} {o.Resource.Urn.Name} ({o.Resource.Urn.Type}).{hint}"
            );
    }

    private static bool IsSettled(PendingOperation operation, DeploymentOptions options) =>
        operation.Type == OperationType.Creating
        && (
            options.ClearPendingCreates
            || options.ImportPendingCreates.ContainsKey(operation.Resource.Urn.Value)
        );
}
