using System.Text.RegularExpressions;

namespace Infra.Cli.Terminals;

/// <summary>Text of others made fit for our lines: colours, cursor movements and control characters of theirs would break the layout.</summary>
internal static partial class PlainText
{
    /// <summary>The text without terminal sequences; line ends and tabs stay.</summary>
    public static string Clean(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0
            ? text
            : Control()
                .Replace(Sequence().Replace(text, ""), "")
                .Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The first line that says something.</summary>
    public static string FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                return line.Trim().ToString().Replace('\t', ' ');
            }
        }

        return "";
    }

    [GeneratedRegex(
        "\e(\\[[0-?]*[ -/]*[@-~]|\\][^\a\e]*(\a|\e\\\\)?|[@-Z\\\\^_])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Sequence();

    [GeneratedRegex("[\0-\b\v\f\u000e-\u001f\u007f]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Control();
}
