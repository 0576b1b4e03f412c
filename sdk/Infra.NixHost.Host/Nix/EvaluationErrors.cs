using System.Text.RegularExpressions;

namespace Infra.NixHost.Host.Nix;

/// <summary>Makes of Nix's standard error what the user needs: its own message with file and line, without the noise.</summary>
internal static partial class EvaluationErrors
{
    public const int MaxRead = 2000;
    private const int MaxShown = 40;

    /// <summary>The failure of an evaluation.</summary>
    public static HostException Failure(string source, IEnumerable<string> errors)
    {
        var text = Trim(errors);
        var message = $"Nix cannot evaluate '{source}':\n{text}";
        if (
            text.Contains(
                "file 'nixpkgs' was not found in the Nix search path",
                StringComparison.Ordinal
            )
        )
            message +=
                "\nThere is no <nixpkgs> here: name a nixpkgs in the image's Nixpkgs, or set NIX_PATH.";
        // Older releases of Nix do not lock a flake for one evaluation only.
        if (text.Contains("requires lock file changes", StringComparison.Ordinal))
            message +=
                "\nThe flake's lock file does not have all its inputs: run nix flake lock in its directory.";
        return new("nix-evaluation", message);
    }

    /// <summary>
    /// Whether the expression needs something built while it is evaluated. Read-only evaluation writes no derivation, so Nix then finds the
    /// <c>.drv</c> it should build missing.
    /// </summary>
    public static bool NeedsWriteMode(IEnumerable<string> errors) =>
        errors.Any(line => InvalidPath().IsMatch(line));

    /// <summary>From the first <c>error:</c> on, without hints about flags the user cannot pass here.</summary>
    public static string Trim(IEnumerable<string> errors)
    {
        var lines = errors
            .Select(line => Ansi().Replace(line, "").TrimEnd())
            .Where(line => !IsNoise(line))
            .ToList();
        var start = lines.FindIndex(line => line.StartsWith("error:", StringComparison.Ordinal));
        var message = lines[Math.Max(start, 0)..];
        // The cause is last in long traces, so the middle goes.
        if (message.Count > MaxShown)
            message = [message[0], "       …", .. message[^(MaxShown - 2)..]];
        return Blank().Replace(string.Join('\n', message).Trim(), "\n\n");
    }

    private static bool IsNoise(string line) =>
        line.Contains("--show-trace", StringComparison.Ordinal)
        || line.StartsWith("warning:", StringComparison.Ordinal);

    [GeneratedRegex(
        @"path '[^']+' is not valid",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex InvalidPath();

    [GeneratedRegex(
        @"\e\[[0-9;]*[A-Za-z]",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Ansi();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();
}
