using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Urns, and globs in which <c>*</c> stands for any run without a colon and <c>**</c> for anything.</summary>
internal sealed class UrnPatterns
{
    private readonly HashSet<string> _literals;
    private readonly ImmutableArray<Regex> _globs;

    public UrnPatterns(ImmutableArray<string> patterns)
    {
        _literals = patterns.Where(p => !p.Contains('*', StringComparison.Ordinal)).ToHashSet();
        _globs = [.. patterns.Where(p => p.Contains('*', StringComparison.Ordinal)).Select(Glob)];
    }

    /// <summary>The patterns that name one urn each.</summary>
    public IEnumerable<string> Literals => _literals;

    /// <summary>Whether a pattern matches the urn.</summary>
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
