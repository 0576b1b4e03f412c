using Infra.Cli.Terminals;

namespace Infra.Cli.Display;

/// <summary>Formats the rows of a run as a table, with the tree in the first columns.</summary>
internal sealed class TreeTable(RunBoard board)
{
    private const int Gap = 2;
    private const int MinimumInfo = 24;
    private const int MinimumType = 18;
    private const int MinimumName = 12;
    private const int FirstColumn = 5;

    /// <summary>The lines of all visible rows.</summary>
    public IEnumerable<StyledLine> All(int width) => Lines(width, static row => row.IsVisible);

    /// <summary>The lines of the rows that fit, the latest changes first, and a count of the others.</summary>
    public IEnumerable<StyledLine> Window(int width, int height)
    {
        var visible = board.Rows.Where(r => r.IsVisible).ToList();
        var room = Math.Max(1, height - 2);
        if (visible.Count <= room + 1)
        {
            return All(width);
        }

        var chosen = Choose(visible, room);
        return Lines(width, chosen.Contains)
            .Append(new($"     … {visible.Count - chosen.Count} more rows", Tone.Dim));
    }

    private static HashSet<ResourceRow> Choose(List<ResourceRow> visible, int room)
    {
        var chosen = new HashSet<ResourceRow>();
        var byInterest = visible
            .OrderByDescending(r => r.Status == RowStatus.Failed)
            .ThenByDescending(r => r.Status == RowStatus.Running)
            .ThenByDescending(r => r.Changed);
        foreach (var row in byInterest)
        {
            var path = new List<ResourceRow>();
            for (var part = row; part is not null && !chosen.Contains(part); part = part.Parent)
            {
                path.Add(part);
            }

            if (chosen.Count + path.Count > room)
            {
                break;
            }

            chosen.UnionWith(path);
        }

        return chosen;
    }

    private IEnumerable<StyledLine> Lines(int width, Func<ResourceRow, bool> isShown)
    {
        var cells = new List<Cell>();
        foreach (var root in board.Roots.Where(isShown))
        {
            Collect(root, "", "", isShown, cells);
        }

        if (cells.Count == 0)
        {
            yield break;
        }

        var columns = Columns.Fit(width, cells, static cell => cell.FullType);
        if (columns.IsTight)
        {
            columns = Columns.Fit(width, cells, static cell => cell.CompactType);
        }

        // A cut type is less readable than its name.
        if (columns.IsTight)
        {
            columns = Columns.Fit(width, cells, static cell => cell.ShortestType);
        }

        yield return Header(columns).Truncate(width);
        foreach (var cell in cells)
        {
            yield return Row(cell, columns).Truncate(width);
        }
    }

    private void Collect(
        ResourceRow row,
        string own,
        string below,
        Func<ResourceRow, bool> isShown,
        List<Cell> cells
    )
    {
        cells.Add(
            new(row, own, RowText.Status(row, board), RowText.Info(row, board))
            {
                ShowsUrn = board.Options.ShowUrns,
            }
        );
        var children = row.Children.Where(isShown).ToList();
        for (var i = 0; i < children.Count; i++)
        {
            var isLast = i == children.Count - 1;
            Collect(
                children[i],
                below + (isLast ? "└─ " : "├─ "),
                below + (isLast ? "   " : "│  "),
                isShown,
                cells
            );
        }
    }

    private StyledLine Header(Columns columns) =>
        new StyledLine()
            .PadTo(FirstColumn)
            .Add(board.Options.ShowUrns ? "URN" : "Type", Tone.Strong)
            .PadTo(columns.Name)
            .Add(board.Options.ShowUrns ? "" : "Name", Tone.Strong)
            .PadTo(columns.Status)
            .Add(board.Options.IsPreview ? "Plan" : "Status", Tone.Strong)
            .PadTo(columns.Info)
            .Add("Info", Tone.Strong);

    private StyledLine Row(Cell cell, Columns columns)
    {
        var row = cell.Row;
        var op = RowText.Op(row, board.Options.IsPreview);
        return new StyledLine(" ")
            .Add(StepWords.Prefix(op), StepWords.Tone(op))
            .PadTo(FirstColumn)
            .Add(new StyledLine(columns.Type(cell)).Truncate(columns.Name - FirstColumn - Gap))
            .PadTo(columns.Name)
            .Add(new StyledLine(cell.Name).Truncate(columns.Status - columns.Name - Gap))
            .PadTo(columns.Status)
            .Add(cell.Status)
            .PadTo(columns.Info)
            .Add(cell.Info);
    }

    /// <summary>A row with its position in the tree.</summary>
    private sealed record Cell(ResourceRow Row, string Branch, StyledLine Status, StyledLine Info)
    {
        /// <summary>Whether the URN is shown instead of type and name.</summary>
        public bool ShowsUrn { get; init; }

        public string FullType => Branch + (ShowsUrn ? Row.Urn.Value : Row.Type);

        public string CompactType => ShowsUrn ? FullType : Branch + Row.CompactType;

        public string ShortestType => ShowsUrn ? FullType : Branch + Row.TypeName;

        public string Name => ShowsUrn ? "" : Row.Name;
    }

    /// <summary>The widths of the columns, and whether types are shortened.</summary>
    private sealed record Columns(
        int Name,
        int Status,
        int Info,
        bool IsTight,
        Func<Cell, string> Type
    )
    {
        // The type column shrinks first, then the name column.
        public static Columns Fit(int width, List<Cell> cells, Func<Cell, string> typeOf)
        {
            var type = cells.Max(c => StyledLine.Cells(typeOf(c)));
            var name = cells.Max(c => StyledLine.Cells(c.Name));
            var status = Math.Max("Status".Length, cells.Max(c => c.Status.Width));
            var info = Math.Min(MinimumInfo, cells.Max(c => c.Info.Width));
            var excess = FirstColumn + type + name + status + info + 3 * Gap - width;
            var fromType = Math.Clamp(excess, 0, Math.Max(0, type - MinimumType));
            var fromName = Math.Clamp(excess - fromType, 0, Math.Max(0, name - MinimumName));
            var nameColumn = FirstColumn + Math.Max(4, type - fromType) + Gap;
            var statusColumn = nameColumn + Math.Max(4, name - fromName) + Gap;
            return new(nameColumn, statusColumn, statusColumn + status + Gap, excess > 0, typeOf);
        }
    }
}
