using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The lines to show when a build fails: the end of each derivation's log, and Nix's own errors.</summary>
internal sealed partial class BuildLog
{
    private const int KeptLines = 25;
    private const int KeptErrors = 200;
    private readonly Dictionary<ulong, Entry> _builds = [];
    private readonly Queue<string> _errors = new();
    private ulong _lastSpoken;

    /// <summary>The messages of Nix at its highest level, oldest first. They include traces of expressions.</summary>
    public IEnumerable<string> Errors => _errors.SelectMany(text => text.Split('\n'));

    public void Start(ulong id, string derivation) => _builds[id] = new(derivation, new());

    public void Add(ulong id, string line)
    {
        if (!_builds.TryGetValue(id, out var build))
        {
            return;
        }

        _lastSpoken = id;
        build.Lines.Enqueue(line);
        if (build.Lines.Count > KeptLines)
        {
            build.Lines.Dequeue();
        }
    }

    public void AddError(string text)
    {
        _errors.Enqueue(text);
        if (_errors.Count > KeptErrors)
        {
            _errors.Dequeue();
        }
    }

    /// <summary>The derivation that an error of Nix names, with its log. Without such a name, the last one that wrote a line.</summary>
    public (string? Derivation, ImmutableArray<string> Lines) FindFailed()
    {
        var named = Errors
            .SelectMany(line => Derivation().Matches(line))
            .Select(match => match.Value)
            .ToList();
        var failed = _builds.Values.FirstOrDefault(build =>
            named.Contains(build.Derivation, StringComparer.Ordinal)
        );
        failed ??= named.Count == 0 ? _builds.GetValueOrDefault(_lastSpoken) : null;
        return (
            failed?.Derivation ?? named.FirstOrDefault(),
            failed is null ? [] : [.. failed.Lines]
        );
    }

    private sealed record Entry(string Derivation, Queue<string> Lines);

    [GeneratedRegex(
        @"/[^'\s]+\.drv\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Derivation();
}
