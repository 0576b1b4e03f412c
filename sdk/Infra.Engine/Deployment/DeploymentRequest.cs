using System.Collections.Immutable;
using Infra.Engine.Deployment.Imports;
using Infra.Engine.State;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment;

/// <summary>Everything one run needs.</summary>
public sealed record DeploymentRequest
{
    /// <summary>Where the goals come from.</summary>
    public required DeploymentKind Kind { get; init; }

    /// <summary>How it works.</summary>
    public required DeploymentOptions Options { get; init; }

    /// <summary>What an import brings under management.</summary>
    public ImmutableArray<ImportSpec> Imports { get; init; } = [];

    /// <summary>The project, as <c>Pulumi.yaml</c> says.</summary>
    public required Workspace.Project Project { get; init; }

    /// <summary>The stack's short name.</summary>
    public required string Stack { get; init; }

    /// <summary>The stack's configuration by full key, project defaults merged, secrets decrypted.</summary>
    public required Workspace.StackConfiguration Configuration { get; init; }

    /// <summary>The state before.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>Takes the state as it changes; in a preview one that writes nothing.</summary>
    public required ISnapshotWriter Writer { get; init; }

    /// <summary>Further environment of the program, e.g. from <c>--client</c>.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads the outputs of another stack, by the name a stack reference gives; throws for one that does not exist.</summary>
    public Func<string, CancellationToken, Task<PropertyMap>> ReadStackOutputsAsync { get; init; } =
        (name, _) =>
            throw new InfraException(
                $"The outputs of the stack '{name}' cannot be read: this run has no other stacks."
            );
}
