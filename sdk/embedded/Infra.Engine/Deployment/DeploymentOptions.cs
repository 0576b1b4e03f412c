using System.Collections.Immutable;

namespace Infra.Engine.Deployment;

/// <summary>The options of a run: the flags of <c>preview</c>, <c>up</c>, <c>refresh</c> and <c>destroy</c>.</summary>
public sealed record DeploymentOptions
{
    public bool IsPreview { get; init; }

    /// <summary>The number of resource operations that run at once. Default 4 for each logical processor.</summary>
    public int Parallel { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>Urns or globs that limit the run; empty for all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Urns or globs that the run leaves out.</summary>
    public ImmutableArray<string> Excludes { get; init; } = [];

    /// <summary>Whether dependents of the targets are targets, too.</summary>
    public bool TargetDependents { get; init; }

    /// <summary>Whether dependents of the excluded resources are excluded, too.</summary>
    public bool ExcludeDependents { get; init; }

    /// <summary>Urns or globs to replace.</summary>
    public ImmutableArray<string> Replace { get; init; } = [];

    /// <summary>Whether the run refreshes the state first.</summary>
    public bool Refresh { get; init; }

    /// <summary>
    /// Whether a refresh or a destroy runs the program for its providers' current configuration and its hooks:
    /// <c>--run-program</c>.
    /// </summary>
    public bool RunProgram { get; init; }

    /// <summary>Whether pending creates of an earlier run are dropped: <c>refresh --clear-pending-creates</c>.</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>
    /// Urns of pending creates of an earlier run, with the ids of the resources that exist all the same:
    /// <c>refresh --import-pending-creates</c>.
    /// </summary>
    public ImmutableDictionary<string, string> ImportPendingCreates { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether the run continues with resources that do not depend on a failed one.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Whether protected resources may be deleted.</summary>
    public bool IgnoreProtect { get; init; }
}
