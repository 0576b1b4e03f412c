using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Engine.Foreign;

/// <summary>Splits a command line into arguments as a shell does.</summary>
internal static partial class ArgumentText
{
    /// <summary>The arguments, separated by blanks outside of quotes.</summary>
    public static ImmutableArray<string> Split(string text) =>
        [.. Arguments().Matches(text).Select(match => Parts().Replace(match.Value, Unquote))];

    private static string Unquote(Match part) =>
        part.Value[0] is '"' or '\'' ? part.Value[1..^1] : part.Value;

    [GeneratedRegex(
        """("[^"]*"|'[^']*'|[^\s"'])+""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Arguments();

    [GeneratedRegex(
        """("[^"]*"|'[^']*'|[^\s"']+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Parts();
}
