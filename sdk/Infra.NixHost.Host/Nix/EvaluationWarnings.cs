using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Finds what a configuration warns of while it is evaluated: the <c>warnings</c> of NixOS modules and <c>lib.warn</c>.</summary>
internal static partial class EvaluationWarnings
{
    private const int MaxLines = 12;

    /// <summary>The warnings, each once, one after the other; empty when there are none. Nix's own warnings are not the author's.</summary>
    public static string Find(IEnumerable<string> errors)
    {
        List<List<string>> found = [];
        var isInside = false;
        foreach (var line in errors.Select(EvaluationErrors.WithoutColours))
        {
            if (Beginning().Match(line) is { Success: true } match)
            {
                found.Add([match.Groups["text"].Value]);
                isInside = true;
            }
            else if (Other().IsMatch(line))
            {
                isInside = false;
            }
            else if (isInside && found[^1].Count < MaxLines)
            {
                found[^1].Add(line);
            }
        }

        return string.Join(
            '\n',
            found.Select(lines => string.Join('\n', lines).Trim()).Distinct(StringComparer.Ordinal)
        );
    }

    // Nix has a builtin for it since 2.23; before, and with older releases of nixpkgs, it is a trace.
    [GeneratedRegex(
        @"^(trace: )?(evaluation warning: (warning: )?|(?<=trace: )warning: )(?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Beginning();

    [GeneratedRegex(
        "^(trace|warning|error|evaluating|copying|building|downloading|unpacking|these|this)\\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Other();
}
