using Infra.Engine.Deployment.Resources;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>
/// Selects the resources of a run: <c>--target</c>, <c>--target-dependents</c>, <c>--exclude</c>, <c>--exclude-dependents</c>,
/// <c>--replace</c>.
/// </summary>
internal sealed class TargetSelection(DeploymentOptions options)
{
    private readonly UrnPatterns _targets = new(options.Targets);
    private readonly UrnPatterns _excludes = new(options.Excludes);
    private readonly UrnPatterns _replaced = new(options.Replace);
    private readonly HashSet<Urn> _impliedTargets = [];
    private readonly HashSet<Urn> _impliedExcludes = [];

    /// <summary>Whether the run is limited to targets.</summary>
    public bool HasTargets => !options.Targets.IsEmpty;

    /// <summary>Whether anything is left out.</summary>
    public bool HasExcludes => !options.Excludes.IsEmpty;

    /// <summary>The targets that name one urn each.</summary>
    public IEnumerable<string> TargetLiterals => _targets.Literals;

    /// <summary>The exclusions that name one urn each.</summary>
    public IEnumerable<string> ExcludeLiterals => _excludes.Literals;

    /// <summary>The resources to replace that name one urn each.</summary>
    public IEnumerable<string> ReplaceLiterals => _replaced.Literals;

    /// <summary>Whether a urn matches the user's targets; true for every urn when there are none.</summary>
    public bool IsTarget(Urn urn) => !HasTargets || _targets.Matches(urn);

    /// <summary>Whether a urn matches the user's exclusions.</summary>
    public bool IsExcluded(Urn urn) => _excludes.Matches(urn);

    /// <summary>Whether the user asked for a replacement.</summary>
    public bool IsReplaced(Urn urn) => _replaced.Matches(urn);

    /// <summary>Whether a resource takes part; providers and the stack always do. Call this for dependencies first.</summary>
    public bool Includes(ResourceState state) =>
        Urn.IsProviderType(state.Type) || IsStack(state) || Selects(state);

    /// <summary>The same without the exception for providers and the stack.</summary>
    public bool Selects(ResourceState state) =>
        HasTargets
            ? _targets.Matches(state.Urn)
                || (options.TargetDependents && DependsOn(state, _targets, _impliedTargets))
            : !IsExcluded(state.Urn)
                && !(options.ExcludeDependents && DependsOn(state, _excludes, _impliedExcludes));

    /// <summary>Records whether a resource takes part, for its dependents.</summary>
    public void Note(ResourceState state, bool takesPart)
    {
        if (HasTargets && takesPart && Selects(state))
        {
            _impliedTargets.Add(state.Urn);
        }
        else if (HasExcludes && !takesPart)
        {
            _impliedExcludes.Add(state.Urn);
        }
    }

    private static bool DependsOn(ResourceState state, UrnPatterns named, HashSet<Urn> implied) =>
        state.All().Any(urn => named.Matches(urn) || implied.Contains(urn));

    private static bool IsStack(ResourceState state) => state.Type == Urn.RootStackType;
}
