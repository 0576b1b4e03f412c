using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Text;

/// <summary>Makes text of builders and guests safe for a terminal.</summary>
public static partial class TerminalText
{
    private const int Longest = 500;

    /// <summary>
    /// Removes colours, control characters and characters that change the direction of text, turns tabs into spaces, and cuts the rest.
    /// </summary>
    /// <param name="text">Any text, also one with half a surrogate pair.</param>
    /// <param name="longest">The most characters that are kept; a cut text ends with an ellipsis.</param>
    public static string Clean(string text, int longest = Longest)
    {
        var clean = new StringBuilder();
        foreach (var rune in Escape().Replace(text, "").EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
            {
                return clean.Append('…').ToString();
            }

            if (rune.Value == '\n' || !IsHidden(rune))
            {
                clean.Append(rune.ToString());
            }
            else if (rune.Value == '\t')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(
        @"\e\[[0-9;?]*[ -/]*[@-~]|\e\][^\a\e]*(\a|\e\\)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Escape();
}
