using Infra.Cli.Terminals;

namespace Infra.Cli.Display.Views;

/// <summary>One frame of the live display: the rows that fit, a status line, and the notice about Ctrl-C.</summary>
internal sealed class LiveFrame(RunBoard board)
{
    private readonly TreeTable _table = new(board);

    public IEnumerable<StyledLine> Lines(int width, int height, string? notice)
    {
        List<StyledLine> notices = notice is null
            ? []
            : [.. Wrapping.Lines(notice, width).Select(l => new StyledLine(l, Tone.Warning))];
        // The status line, the notice and the line of the cursor need room, too.
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
