using Infra.Cli.Terminals;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>What planned steps do to machines and data: the impact that providers give to each changed property.</summary>
internal static class Impacts
{
    private const string Restart = "restart";
    private const string DataLost = "replaceLosingData";
    private const int MostNames = 8;

    // No provider is asked about a delete, so the one resource whose delete loses data is known here.
    private const string Disk = "nixhost:OverlayDisk";

    private static readonly string[] ByWeight = [DataLost, Restart, "live"];

    /// <summary>The impact of a row in words, or an empty line.</summary>
    public static StyledLine Words(ResourceRow row) =>
        Of(row) switch
        {
            DataLost => new(" (data is lost)", Tone.Error),
            Restart => new(" (restarts)", Tone.Warning),
            "live" => new(" (live)", Tone.Create),
            _ => new(),
        };

    /// <summary>How many of the rows of one operation restart guests or lose data.</summary>
    public static StyledLine Share(IEnumerable<ResourceRow> rows)
    {
        var (restarts, losses) = Count(rows);
        return new StyledLine()
            .Add(
                restarts.Length == 0
                    ? ""
                    : $", {restarts.Length} of them {(restarts.Length == 1 ? "restarts" : "restart")}",
                Tone.Warning
            )
            .Add(
                losses.Length == 0 ? "" : $", data is lost with {losses.Length} of them",
                Tone.Error
            );
    }

    /// <summary>The guests that restart and the data that is lost, as sentences before the question; empty for none.</summary>
    public static string Sentences(RunBoard board)
    {
        var (restarts, losses) = Count(board.Rows);
        return (
                restarts.Length == 0
                    ? ""
                    : $"This restarts {(restarts.Length == 1 ? "1 guest" : $"{restarts.Length} guests")}: {Names(restarts)}. "
            ) + (losses.Length == 0 ? "" : $"The data of {Names(losses)} is lost. ");
    }

    private static (ResourceRow[] Restarts, ResourceRow[] Losses) Count(
        IEnumerable<ResourceRow> rows
    )
    {
        var all = rows.ToLookup(Of);
        return ([.. all[Restart]], [.. all[DataLost]]);
    }

    private static string Names(ResourceRow[] rows) =>
        string.Join(", ", rows.Take(MostNames).Select(r => r.Name))
        + (rows.Length > MostNames ? $" and {rows.Length - MostNames} more" : "");

    private static string Of(ResourceRow row)
    {
        var removes = row.Op is StepOp.Delete or StepOp.DeleteReplaced || row.IsReplacement;
        if (removes && row.CompactType == Disk)
        {
            return row.Steps.Exists(s => s.Old?.RetainOnDelete == true) ? "" : DataLost;
        }

        // The diff of a refresh runs backwards, and nothing on the host changes.
        var given = row
            .Steps.Where(s => s.Op != StepOp.Refresh)
            .SelectMany(s => s.DetailedDiff?.Values ?? [])
            .Select(d => d.Impact);
        return Array.Find(ByWeight, given.Contains) ?? "";
    }
}
