using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Imports;

namespace Infra.Cli.Commands.Operations;

/// <summary>What the command line says about one preview, update, refresh or destroy.</summary>
internal sealed record OperationSettings
{
    public required DeploymentKind Kind { get; init; }

    /// <summary>Whether nothing is to be done beyond the preview.</summary>
    public required bool IsPreviewOnly { get; init; }

    public required DeploymentOptions Options { get; init; }

    public required DisplayOptions Display { get; init; }

    /// <summary>The stack's name, or <c>null</c> for the selected one.</summary>
    public string? Stack { get; init; }

    /// <summary>The file of the stack's configuration, or <c>null</c> for the usual one.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Do not ask.</summary>
    public bool Yes { get; init; }

    public bool SkipPreview { get; init; }

    public bool ExpectNoChanges { get; init; }

    /// <summary>Whether the stack goes once its resources are gone.</summary>
    public bool Remove { get; init; }

    /// <summary>Whether protected resources stay, and what they need.</summary>
    public bool ExcludeProtected { get; init; }

    /// <summary>Whether the user can be asked what became of creates that a killed run has left open.</summary>
    public bool AsksPendingCreates { get; init; }

    /// <summary>What an import brings under management.</summary>
    public ImmutableArray<ImportSpec> Imports { get; init; } = [];

    /// <summary>A file that gets what would be created, for <c>import</c>.</summary>
    public string? ImportFile { get; init; }

    public bool Json { get; init; }

    /// <summary>A file that gets the events as JSON lines.</summary>
    public string? EventLog { get; init; }

    /// <summary>What the history says about the run.</summary>
    public string Message { get; init; } = "";

    /// <summary>How the run was started, as the Automation API says.</summary>
    public string ExecKind { get; init; } = "";

    /// <summary>The address of a client that runs the program itself.</summary>
    public string? Client { get; init; }

    /// <summary>Configuration to be saved before the run, as <c>key=value</c>.</summary>
    public ImmutableArray<string> Config { get; init; } = [];

    /// <summary>Whether the keys of <see cref="Config"/> are paths.</summary>
    public bool ConfigPath { get; init; }

    /// <summary>Whether missing and ill-typed configuration is let pass.</summary>
    public bool SkipConfigValidation { get; init; }
}
