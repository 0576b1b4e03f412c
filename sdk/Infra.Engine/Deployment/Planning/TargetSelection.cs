using Infra.Engine.Deployment.Resources;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>
/// Which resources a run is about: <c>--target</c>, <c>--target-dependents</c>, <c>--exclude</c>, <c>--exclude-dependents</c>,
/// <c>--replace</c>.
/// </summary>
internal sealed class TargetSelection(DeploymentOptions options)
{
    private readonly UrnPatterns _targets = new(options.Targets);
    private readonly UrnPatterns _excludes = new(options.Excludes);
    private readonly UrnPatterns _replaced = new(options.Replace);
    private readonly HashSet<Urn> _impliedTargets = [];
    private readonly HashSet<Urn> _impliedExcludes = [];

    /// <summary>Whether the run is confined to targets.</summary>
    public bool HasTargets => !options.Targets.IsEmpty;

    /// <summary>Whether anything is left out.</summary>
    public bool HasExcludes => !options.Excludes.IsEmpty;

    /// <summary>The targets that name one urn each.</summary>
    public IEnumerable<string> TargetLiterals => _targets.Literals;

    /// <summary>The excluded ones that name one urn each.</summary>
    public IEnumerable<string> ExcludeLiterals => _excludes.Literals;

    /// <summary>The resources to replace that name one urn each.</summary>
    public IEnumerable<string> ReplaceLiterals => _replaced.Literals;

    /// <summary>Whether a urn is among the targets as the user gave them; without targets every one is.</summary>
    public bool IsTarget(Urn urn) => !HasTargets || _targets.Matches(urn);

    /// <summary>Whether a urn is among the excluded ones as the user gave them.</summary>
    public bool IsExcluded(Urn urn) => _excludes.Matches(urn);

    /// <summary>Whether the user asked for a replacement.</summary>
    public bool IsReplaced(Urn urn) => _replaced.Matches(urn);

    /// <summary>Whether a resource takes part; providers and the stack always do. Ask in an order in which dependencies come first.</summary>
    public bool Includes(ResourceState state) =>
        ProviderReference.IsProviderType(state.Type) || IsStack(state) || Selects(state);

    /// <summary>The same without the exception for providers and the stack.</summary>
    public bool Selects(ResourceState state) =>
        HasTargets
            ? _targets.Matches(state.Urn)
                || (options.TargetDependents && DependsOn(state, _targets, _impliedTargets))
            : !IsExcluded(state.Urn)
                && !(options.ExcludeDependents && DependsOn(state, _excludes, _impliedExcludes));

    /// <summary>Notes whether a resource takes part, for its dependents.</summary>
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

    private static bool IsStack(ResourceState state) =>
        string.Equals(state.Type, Urn.RootStackType, StringComparison.Ordinal);
}
