using Infra.Cli.Terminals;

namespace Infra.Cli.Display.Views;

/// <summary>One picture of a run that goes on: as many rows as fit, a line that sums up, and what Ctrl-C did.</summary>
internal sealed class LiveFrame(RunBoard board)
{
    private readonly TreeTable _table = new(board);

    public IEnumerable<StyledLine> Lines(int width, int height, string? notice)
    {
        List<StyledLine> notices = notice is null
            ? []
            : [.. Wrapping.Lines(notice, width).Select(l => new StyledLine(l, Tone.Warning))];
        // Besides the rows there are the line that sums up, the notice, and one line for the cursor.
        return _table
            .Window(width, height - 2 - notices.Count)
            .Append(State().Truncate(width))
            .Concat(notices);
    }

    private StyledLine State()
    {
        var line = new StyledLine(
            $"     {Durations.Short(board.Time.GetUtcNow() - board.Started, whole: true)}",
            Tone.Dim
        );
        line.Add(board.Running.Count == 0 ? $" · {Activity()}" : "", Tone.Dim);
        line.Add(board.Running.Count > 1 ? $" · {board.Running.Count} running" : "", Tone.Dim);
        return line.Add(board.Unchanged > 0 ? $" · {board.Unchanged} unchanged" : "", Tone.Dim);
    }

    private string Activity() =>
        !board.Options.RunsProgram ? "waiting for the providers"
        : board.Stack is null ? board.Activity ?? "starting the program"
        : "running the program";
}
