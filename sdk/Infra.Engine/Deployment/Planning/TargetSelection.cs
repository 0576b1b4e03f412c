using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Which resources a run is about: <c>--target</c>, <c>--exclude</c>, <c>--target-dependents</c>, <c>--replace</c>.</summary>
internal sealed class TargetSelection(DeploymentOptions options)
{
    private readonly UrnPatterns _targets = new(options.Targets);
    private readonly UrnPatterns _excludes = new(options.Excludes);
    private readonly UrnPatterns _replaced = new(options.Replace);
    private readonly HashSet<Urn> _implied = [];

    /// <summary>Whether the run is confined to targets.</summary>
    public bool HasTargets => !options.Targets.IsEmpty;

    /// <summary>Whether anything is left out.</summary>
    public bool HasExcludes => !options.Excludes.IsEmpty;

    /// <summary>The targets that name one urn each.</summary>
    public IEnumerable<string> Literals => _targets.Literals.Concat(_replaced.Literals);

    /// <summary>Whether a urn is among the targets as the user gave them; without targets every one is.</summary>
    public bool IsTarget(Urn urn) => !HasTargets || _targets.Matches(urn);

    /// <summary>Whether a urn is among the excluded ones.</summary>
    public bool IsExcluded(Urn urn) => _excludes.Matches(urn);

    /// <summary>Whether the user asked for a replacement.</summary>
    public bool IsReplaced(Urn urn) => _replaced.Matches(urn);

    /// <summary>Whether a resource takes part; providers and the stack always do.</summary>
    public bool Includes(ResourceState state)
    {
        if (ProviderReference.IsProviderType(state.Type) || IsStack(state))
        {
            return true;
        }

        if (!HasTargets)
        {
            return !IsExcluded(state.Urn);
        }

        return _targets.Matches(state.Urn)
            || (
                options.TargetDependents
                && state.All().Any(u => _targets.Matches(u) || _implied.Contains(u))
            );
    }

    /// <summary>Notes that a resource takes part, so that its dependents may.</summary>
    public void Include(Urn urn) => _implied.Add(urn);

    private static bool IsStack(ResourceState state) =>
        string.Equals(state.Type, Urn.RootStackType, StringComparison.Ordinal);

    /// <summary>Urns, and globs in which <c>*</c> stands for any run without a colon and <c>**</c> for anything.</summary>
    private sealed class UrnPatterns
    {
        private readonly HashSet<string> _literals;
        private readonly ImmutableArray<Regex> _globs;

        public UrnPatterns(ImmutableArray<string> patterns)
        {
            _literals = patterns
                .Where(p => !p.Contains('*', StringComparison.Ordinal))
                .ToHashSet(StringComparer.Ordinal);
            _globs =
            [
                .. patterns.Where(p => p.Contains('*', StringComparison.Ordinal)).Select(Glob),
            ];
        }

        public IEnumerable<string> Literals => _literals;

        public bool Matches(Urn urn) =>
            _literals.Contains(urn.Value) || _globs.Any(g => g.IsMatch(urn.Value));

        private static Regex Glob(string pattern)
        {
            var text = Regex
                .Escape(pattern)
                .Replace(@"\*\*", ".*", StringComparison.Ordinal)
                .Replace(@"\*", "[^:]*", StringComparison.Ordinal);
            return new($"^{text}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
    }
}
