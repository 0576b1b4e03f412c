using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Reduces Nix's standard error to the message with file and line.</summary>
internal static partial class EvaluationErrors
{
    public const int MaxRead = 2000;
    private const int MaxShown = 40;

    /// <summary>The failure of an evaluation.</summary>
    /// <param name="source">The file or directory that was evaluated, or a flake.</param>
    /// <param name="errors">Nix's standard error.</param>
    /// <param name="entry">The configuration below the source; empty when the source is it.</param>
    public static HostException Failure(
        string source,
        IEnumerable<string> errors,
        string entry = ""
    )
    {
        var root =
            Path.IsPathRooted(source) && File.Exists(source)
                ? Path.GetDirectoryName(source)
                : source;
        var text = Trim(errors, root);
        var what = entry.Length == 0 ? $"'{source}'" : $"'{entry}' in '{source}'";
        return MayNotWrite(text)
            ? new(
                "nix-denied",
                $"This user may not write to the Nix store, so {what} is not evaluated: run as root, or start nix-daemon.\nNix says: {text}"
            )
            : new(
                "nix-evaluation",
                $"Nix cannot evaluate {what}:\n{text}{EvaluationHints.For(text, root)}"
            );
    }

    /// <summary>Whether Nix failed because only another user may write to its store.</summary>
    private static bool MayNotWrite(string text) =>
        text.Contains("'/nix/var/", StringComparison.Ordinal)
        && (
            text.Contains("could not set permissions", StringComparison.Ordinal)
            || text.Contains("Permission denied", StringComparison.Ordinal)
        );

    /// <summary>
    /// Whether the expression needs a build while it is evaluated. A read-only evaluation writes no derivation, so Nix then misses the
    /// <c>.drv</c> that it should build.
    /// </summary>
    public static bool NeedsWriteMode(IEnumerable<string> errors) =>
        errors.Any(line => InvalidPath().IsMatch(line));

    /// <summary>The text from the first <c>error:</c> on, without hints about flags that users cannot pass here.</summary>
    /// <param name="errors">Nix's standard error.</param>
    /// <param name="source">The author's file or directory, whose frames stay.</param>
    public static string Trim(IEnumerable<string> errors, string? source = null)
    {
        var lines = errors
            .Select(line => WithoutColours(line).TrimEnd())
            .Where(line => !IsNoise(line))
            .ToList();
        var start = lines.FindIndex(line => line.StartsWith("error:", StringComparison.Ordinal));
        var message = EvaluationTrace.Reduce(lines[Math.Max(start, 0)..], source);
        // A long message ends with the cause, so the middle is left out.
        if (message.Count > MaxShown)
        {
            message = [message[0], "       …", .. message[^(MaxShown - 2)..]];
        }

        return Blank().Replace(string.Join('\n', message).Trim(), "\n\n");
    }

    public static string WithoutColours(string line) => Ansi().Replace(line, "");

    private static bool IsNoise(string line) =>
        line.Contains("--show-trace", StringComparison.Ordinal)
        || line.StartsWith("warning:", StringComparison.Ordinal)
        || line.Contains("(stack trace truncated", StringComparison.Ordinal);

    [GeneratedRegex(@"path '[^']+' is not valid", RegexOptions.CultureInvariant)]
    private static partial Regex InvalidPath();

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Ansi();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
