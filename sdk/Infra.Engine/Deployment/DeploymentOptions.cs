using System.Collections.Immutable;

namespace Infra.Engine.Deployment;

/// <summary>How a run decides and works; the flags of <c>preview</c>, <c>up</c>, <c>refresh</c> and <c>destroy</c>.</summary>
public sealed record DeploymentOptions
{
    /// <summary>Only plan.</summary>
    public bool IsPreview { get; init; }

    /// <summary>How many resource operations run at once. Default 4 for each logical processor.</summary>
    public int Parallel { get; init; } = 4 * Environment.ProcessorCount;

    /// <summary>Urns or globs to which the run is confined; empty for all.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Urns or globs left out.</summary>
    public ImmutableArray<string> Excludes { get; init; } = [];

    /// <summary>Whether what depends on the targets is taken along.</summary>
    public bool TargetDependents { get; init; }

    /// <summary>Whether what depends on the excluded resources is left out, too.</summary>
    public bool ExcludeDependents { get; init; }

    /// <summary>Urns or globs to replace.</summary>
    public ImmutableArray<string> Replace { get; init; } = [];

    /// <summary>Whether the state is compared with what is there first.</summary>
    public bool Refresh { get; init; }

    /// <summary>
    /// Whether a refresh or a destroy runs the program, so that its providers have today's configuration and its hooks are there:
    /// <c>--run-program</c>.
    /// </summary>
    public bool RunProgram { get; init; }

    /// <summary>Whether creations that an earlier run left unfinished are taken for not done: <c>refresh --clear-pending-creates</c>.</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>
    /// Urns of creations that an earlier run left unfinished, and the ids under which the resources were made all the same:
    /// <c>refresh --import-pending-creates</c>.
    /// </summary>
    public ImmutableDictionary<string, string> ImportPendingCreates { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether resources that do not depend on a failed one go on.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Whether protected resources may be deleted.</summary>
    public bool IgnoreProtect { get; init; }
}
