using Infra.Engine.Deployment;

namespace Infra.Cli.Display;

/// <summary>What of a run is shown.</summary>
internal sealed record DisplayOptions
{
    public required DeploymentKind Kind { get; init; }

    public required bool IsPreview { get; init; }

    public required string Stack { get; init; }

    /// <summary>Whether the stack's program runs, as it does not in most refreshes and destroys.</summary>
    public bool RunsProgram { get; init; } = true;

    /// <summary>Rows of resources that do not change.</summary>
    public bool ShowSames { get; init; }

    /// <summary>Rows of resources that are only read.</summary>
    public bool ShowReads { get; init; }

    /// <summary>The steps of a replacement one by one, not as one.</summary>
    public bool ShowReplacementSteps { get; init; }

    /// <summary>The configuration, before everything else; secrets by name.</summary>
    public bool ShowConfig { get; init; }

    /// <summary>Urns in place of types and names.</summary>
    public bool ShowUrns { get; init; }

    /// <summary>Secret values in clear.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>No stack outputs, which may hold what a log should not.</summary>
    public bool SuppressOutputs { get; init; }

    /// <summary>No heartbeat while nothing happens.</summary>
    public bool SuppressProgress { get; init; }

    /// <summary>Property differences in place of the tree.</summary>
    public bool Diff { get; init; }

    /// <summary>Long values in full.</summary>
    public bool ShowFullOutput { get; init; }

    /// <summary>Messages for those who look for a cause.</summary>
    public bool Debug { get; init; }
}
