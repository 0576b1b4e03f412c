namespace Infra.Cli.Terminals;

/// <summary>A table whose columns are as wide as their widest cells.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const int Gap = 2;
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public IEnumerable<StyledLine> Lines()
    {
        var widths = headings
            .Select((h, i) => _rows.Select(r => StyledLine.Cells(r[i])).Append(h.Length).Max())
            .ToList();
        yield return Line(headings, widths, Tone.Strong);
        foreach (var row in _rows)
        {
            yield return Line(row, widths, Tone.Plain);
        }
    }

    private static StyledLine Line(string[] cells, List<int> widths, Tone tone)
    {
        var (line, column) = (new StyledLine(), 0);
        for (var i = 0; i < cells.Length; i++)
        {
            line.PadTo(column).Add(cells[i], tone);
            column += widths[i] + Gap;
        }

        return line;
    }
}
