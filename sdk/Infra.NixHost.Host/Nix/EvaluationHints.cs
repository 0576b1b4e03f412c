using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>What to do about failures of an evaluation whose own words do not say it.</summary>
internal static partial class EvaluationHints
{
    /// <summary>The hints for a message, each on a line of its own; empty when there are none.</summary>
    public static string For(string text, string? source)
    {
        var hints = "";
        if (
            text.Contains(
                "file 'nixpkgs' was not found in the Nix search path",
                StringComparison.Ordinal
            )
        )
        {
            hints +=
                "\nThere is no <nixpkgs> here: name a nixpkgs in the image's Nixpkgs, or set NIX_PATH.";
        }

        // Older releases of Nix cannot lock a flake for a single evaluation.
        if (text.Contains("requires lock file changes", StringComparison.Ordinal))
        {
            hints +=
                "\nThe flake's lock file does not have all its inputs: run nix flake lock in its directory.";
        }

        if (Missing().IsMatch(text) && FileOfTheGuest(text, source) is { } file)
        {
            hints +=
                $"\nThe configuration reads '{file}', and there is no such file on this host. The system is evaluated here, not in the guest: "
                + "put the file into the configuration's folder, or give the guest its keys with AuthorizedKeys.";
        }

        return hints;
    }

    /// <summary>The absolute path that the message or the source shown in it names, if it is outside the configuration and not here.</summary>
    private static string? FileOfTheGuest(string text, string? source) =>
        AbsolutePath()
            .Matches(text)
            .Select(match => match.Groups["path"].Value)
            .FirstOrDefault(path =>
                !Path.Exists(path)
                && (source is null || !path.StartsWith(source, StringComparison.Ordinal))
            );

    // A list of candidates that are filtered by existence is empty; Nix 2.8 says it in the last way.
    [GeneratedRegex(
        "No such file or directory|path '[^']+' does not exist|called on an empty list|list index 0 is out of bounds",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Missing();

    // In source it is a string, a path or an element of a list; in a message it is quoted. A place ends with line and column.
    [GeneratedRegex(
        "(?<=[\"'\\[( ])(?<path>/[A-Za-z0-9._+~-]+(/[A-Za-z0-9._+~-]+)+)(?![A-Za-z0-9._+~/:-])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex AbsolutePath();
}
