using System.Text;
using Spectre.Console.Rendering;

namespace Infra.Cli.Terminals;

/// <summary>One line of output for a terminal, a file or a live region.</summary>
internal sealed class StyledLine
{
    // Every character below this code point takes one cell.
    private const char FirstWideCharacter = '\u1100';
    private readonly List<Span> _spans = [];

    public StyledLine() { }

    public StyledLine(string text, Tone tone = Tone.Plain) => Add(text, tone);

    public static StyledLine Empty { get; } = new();

    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>The width of the line in terminal cells.</summary>
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

    /// <summary>Pads the line with spaces up to a column.</summary>
    public StyledLine PadTo(int column) =>
        Width < column ? Add(new string(' ', column - Width)) : this;

    /// <summary>Cuts the line to a width, and marks the cut with an ellipsis.</summary>
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

    public override string ToString() =>
        _spans.Aggregate(new StringBuilder(), (text, span) => text.Append(span.Text)).ToString();

    /// <summary>Measures the width of a text in terminal cells.</summary>
    public static int Cells(string text)
    {
        foreach (var character in text)
        {
            // Punctuation, arrows and box drawing (2000-27FF) are narrow. Spectre's tables know the other characters.
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
