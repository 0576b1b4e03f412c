using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment;

/// <summary>Everything one run needs.</summary>
public sealed record DeploymentRequest
{
    public required DeploymentKind Kind { get; init; }

    public required DeploymentOptions Options { get; init; }

    public ImmutableArray<ImportSpec> Imports { get; init; } = [];

    /// <summary>An import that takes nothing over and looks for what can be; <c>null</c> for another run.</summary>
    public ImportSearch? Search { get; init; }

    /// <summary>The project, as read from <c>Pulumi.yaml</c>.</summary>
    public required Workspace.Project Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>The name that every organization has where there are none.</summary>
    public static string Organization => Backend.StackReference.Organization;

    /// <summary>The stack's configuration by full key, project defaults merged, secrets decrypted.</summary>
    public required Workspace.StackConfiguration Configuration { get; init; }

    public required Snapshot Snapshot { get; init; }

    /// <summary>Records the state as it changes; in a preview, a writer that writes nothing.</summary>
    public required ISnapshotWriter Writer { get; init; }

    /// <summary>Additional environment variables of the program, e.g. from <c>--client</c>.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads the outputs of another stack by its name in a stack reference; throws when there is no such stack.</summary>
    public Func<string, CancellationToken, Task<PropertyMap>> ReadStackOutputsAsync { get; init; } =
        (name, _) =>
            throw new InfraException(
                $"The outputs of the stack '{name}' cannot be read: this run has no other stacks."
            );
}
