using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Engine.Languages.Node;

/// <summary>Arguments in one text, as a shell's user writes them.</summary>
internal static partial class ArgumentText
{
    /// <summary>The arguments: separated by blanks, except between quotes.</summary>
    public static ImmutableArray<string> Split(string text) =>
        [.. Arguments().Matches(text).Select(match => Parts().Replace(match.Value, Unquote))];

    private static string Unquote(Match part) =>
        part.Value[0] is '"' or '\'' ? part.Value[1..^1] : part.Value;

    [GeneratedRegex(
        """("[^"]*"|'[^']*'|[^\s"'])+""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Arguments();

    [GeneratedRegex(
        """("[^"]*"|'[^']*'|[^\s"']+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parts();
}
