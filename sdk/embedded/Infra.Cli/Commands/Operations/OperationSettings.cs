using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The command line of one preview, update, refresh or destroy.</summary>
internal sealed record OperationSettings
{
    public required DeploymentKind Kind { get; init; }

    public required bool IsPreviewOnly { get; init; }

    public required DeploymentOptions Options { get; init; }

    public required DisplayOptions Display { get; init; }

    /// <summary>The name of the stack, or <c>null</c> for the selected stack.</summary>
    public string? Stack { get; init; }

    /// <summary>The path of the stack's settings, or <c>null</c> for the default path.</summary>
    public string? ConfigFile { get; init; }

    public bool Yes { get; init; }

    public bool SkipPreview { get; init; }

    public bool ExpectNoChanges { get; init; }

    /// <summary>Whether the stack is removed after its resources.</summary>
    public bool Remove { get; init; }

    /// <summary>Whether protected resources and their dependencies are kept.</summary>
    public bool ExcludeProtected { get; init; }

    /// <summary>Whether the user may be asked about pending creates.</summary>
    public bool AsksPendingCreates { get; init; }

    public ImmutableArray<ImportSpec> Imports { get; init; } = [];

    public bool Json { get; init; }

    /// <summary>The path or address for the events as JSON lines, or <c>null</c>.</summary>
    public string? EventLog { get; init; }

    /// <summary>The message of the run in the history.</summary>
    public string Message { get; init; } = "";

    /// <summary>The kind of client that started the run, as given by the Automation API.</summary>
    public string ExecKind { get; init; } = "";

    /// <summary>What drives the client, as given by it.</summary>
    public string ExecAgent { get; init; } = "";

    /// <summary>The flags that were given, as <c>pulumi.flag.NAME</c>, with the value of those that are true or false.</summary>
    public ImmutableSortedDictionary<string, string> GivenFlags { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The address of a client that runs the program, or <c>null</c>.</summary>
    public string? Client { get; init; }

    /// <summary>The configuration to save before the run, as <c>key=value</c>.</summary>
    public ImmutableArray<string> Config { get; init; } = [];

    /// <summary>Whether the keys of <see cref="Config"/> are paths.</summary>
    public bool ConfigPath { get; init; }

    /// <summary>Whether missing values and values of a wrong type are accepted.</summary>
    public bool SkipConfigValidation { get; init; }
}
