using System.Text;
using Spectre.Console.Rendering;

namespace Infra.Cli.Terminals;

/// <summary>One line of output, independent of whether it ends on a terminal, in a file or in a live region.</summary>
internal sealed class StyledLine
{
    // Below this code point every character takes one cell.
    private const char FirstWideCharacter = '\u1100';
    private readonly List<Span> _spans = [];

    public StyledLine() { }

    public StyledLine(string text, Tone tone = Tone.Plain) => Add(text, tone);

    public static StyledLine Empty { get; } = new();

    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>How many terminal cells the line takes.</summary>
    public int Width { get; private set; }

    public StyledLine Add(string text, Tone tone = Tone.Plain)
    {
        if (text.Length > 0)
        {
            _spans.Add(new(text, tone));
            Width += Cells(text);
        }

        return this;
    }

    public StyledLine Add(StyledLine other)
    {
        foreach (var span in other._spans)
        {
            Add(span.Text, span.Tone);
        }

        return this;
    }

    /// <summary>Fills with blanks up to a column.</summary>
    public StyledLine PadTo(int column) =>
        Width < column ? Add(new string(' ', column - Width)) : this;

    /// <summary>The line cut to a width, with an ellipsis where something is missing.</summary>
    public StyledLine Truncate(int width)
    {
        if (Width <= width)
        {
            return this;
        }

        var line = new StyledLine();
        foreach (var span in _spans)
        {
            var room = width - 1 - line.Width;
            line.Add(Cells(span.Text) <= room ? span.Text : Cut(span.Text, room), span.Tone);
            if (Cells(span.Text) > room)
            {
                return line.Add("…", span.Tone);
            }
        }

        return line;
    }

    /// <summary>The text without tones.</summary>
    public override string ToString() =>
        _spans.Aggregate(new StringBuilder(), (text, span) => text.Append(span.Text)).ToString();

    /// <summary>How many terminal cells a text takes.</summary>
    public static int Cells(string text)
    {
        foreach (var character in text)
        {
            // Punctuation, arrows and box drawing (2000-27FF) are narrow again; the rest is left to the tables of Spectre.
            if (character >= FirstWideCharacter && character is < '\u2000' or > '\u27ff')
            {
                return new Segment(text).CellCount();
            }
        }

        return text.Length;
    }

    private static string Cut(string text, int cells) =>
        cells <= 0 ? ""
        : Cells(text) == text.Length ? text[..Math.Min(cells, text.Length)]
        : Segment.Truncate(new Segment(text), cells)?.Text ?? "";
}
