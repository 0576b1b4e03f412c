using System.Text.RegularExpressions;

namespace Infra.Cli.Terminals;

/// <summary>Removes colors, cursor movements and control characters of foreign text, which would break the layout.</summary>
internal static partial class TerminalText
{
    /// <summary>Removes terminal sequences and control characters, except line breaks and tabs.</summary>
    public static string Clean(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0
            ? text
            : Control()
                .Replace(Sequence().Replace(text, ""), "")
                .Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The first line that is not blank.</summary>
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
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sequence();

    [GeneratedRegex("[\0-\b\v\f\u000e-\u001f\u007f]", RegexOptions.ExplicitCapture)]
    private static partial Regex Control();
}
