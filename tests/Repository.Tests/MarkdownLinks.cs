using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>Finds the links to files in a Markdown text, without web addresses and anchors of the same page.</summary>
internal static partial class MarkdownLinks
{
    public static IEnumerable<string> Targets(string markdown) =>
        Link()
            .Matches(markdown)
            .Select(m => m.Groups["target"].Value.Split('#')[0])
            .Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
