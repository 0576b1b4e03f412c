using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>Finds the links to files in a Markdown text; web addresses and anchors within the page are left out.</summary>
internal static partial class MarkdownLinks
{
    public static IEnumerable<string> Targets(string markdown) =>
        Link()
            .Matches(markdown)
            .Select(m => m.Groups["target"].Value.Split('#')[0])
            .Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(
        @"\]\((?<target>[^)\s]+)\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Link();
}
