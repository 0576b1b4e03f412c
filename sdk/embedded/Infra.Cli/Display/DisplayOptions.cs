using Infra.Engine.Deployment;

namespace Infra.Cli.Display;

/// <summary>The options of the display of a run.</summary>
internal sealed record DisplayOptions
{
    public required DeploymentKind Kind { get; init; }

    public required bool IsPreview { get; init; }

    public required string Stack { get; init; }

    /// <summary>Whether the program runs. Most refreshes and destroys do not run it.</summary>
    public bool RunsProgram { get; init; } = true;

    public bool ShowSames { get; init; }

    /// <summary>Whether resources that are only read are shown.</summary>
    public bool ShowReads { get; init; }

    /// <summary>Whether the steps of a replacement are shown separately.</summary>
    public bool ShowReplacementSteps { get; init; }

    /// <summary>Whether the configuration is shown, with secrets masked.</summary>
    public bool ShowConfig { get; init; }

    /// <summary>Whether URNs are shown instead of types and names.</summary>
    public bool ShowUrns { get; init; }

    public bool ShowSecrets { get; init; }

    public bool SuppressOutputs { get; init; }

    public bool SuppressProgress { get; init; }

    /// <summary>Whether property differences are shown instead of the tree.</summary>
    public bool Diff { get; init; }

    public bool ShowFullOutput { get; init; }

    public bool Debug { get; init; }
}
