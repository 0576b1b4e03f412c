using Infra.Cli.Terminals;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>Formats the cells of a row that change during a run.</summary>
internal static class RowText
{
    // Shorter durations are not shown, because components and stacks take no time of their own.
    private const int NoticeableMilliseconds = 10;

    /// <summary>The displayed operation. A preview and a finished run show the steps of a replacement as one.</summary>
    public static StepOp Op(ResourceRow row, bool isPreview) =>
        row.IsReplacement && (isPreview || row.IsReplaced) ? StepOp.Replace : row.Op;

    /// <summary>The planned operation or the status.</summary>
    public static StyledLine Status(ResourceRow row, RunBoard board)
    {
        var op = Op(row, board.Options.IsPreview);
        var tone = StepWords.Tone(op);
        var line = StatusOf(row, board) switch
        {
            _ when row == board.Stack && op == StepOp.Same => StackStatus(board),
            _ when board.Options.IsPreview => Planned(row, op, tone),
            RowStatus.Running when board.Summary is not null && op != StepOp.Same => new(
                $"{StepWords.Running(op)} (interrupted)",
                Tone.Error
            ),
            RowStatus.Running => Running(row, op, tone, board.Time.GetUtcNow()),
            RowStatus.Failed => Failure(StepWords.Running(op)),
            RowStatus.Done when op == StepOp.Refresh => Refreshed(row),
            RowStatus.Done => Timed(
                new(StepWords.Done(op), tone),
                op == StepOp.Same ? null : row.Elapsed
            ),
            _ => new(),
        };
        return IsRetained(row) ? line.Add("[retain]", Tone.Warning) : line;
    }

    // A component without registered outputs has no final event, so it is done when the run is.
    private static RowStatus StatusOf(ResourceRow row, RunBoard board) =>
        row.Status == RowStatus.Running
        && board.Summary is not null
        && row.Step is { New.Custom: false }
            ? RowStatus.Done
            : row.Status;

    /// <summary>The information about a row: changed properties, the latest message, and message counts.</summary>
    public static StyledLine Info(ResourceRow row, RunBoard board)
    {
        var isOver = board.Summary is not null || row.Status is RowStatus.Done or RowStatus.Failed;
        if (!isOver && row.Message is { Length: > 0 } message)
        {
            return new(message, row.Errors > 0 ? Tone.Error : Tone.Plain);
        }

        var line = new StyledLine(
            row.Step is null ? "" : ChangedProperties.Describe(DiffStep(row))
        );
        AddCount(line, row.Errors, "error", Tone.Error);
        AddCount(line, row.Warnings, "warning", Tone.Warning);
        AddCount(line, row.Infos, "message", Tone.Info);
        return line;
    }

    // The logical step of a replacement may have a more detailed diff than its create and delete. Only rows with steps are described.
    private static StepMetadata DiffStep(ResourceRow row) =>
        row.Steps.Find(s => s.Op == StepOp.Replace)
        ?? row.Steps.Find(s => s.Op == StepOp.CreateReplacement)
        ?? row.Step!;

    private static StyledLine Planned(ResourceRow row, StepOp op, Tone tone) =>
        row.Status == RowStatus.Failed ? Failure(StepWords.Plan(op))
        : op == StepOp.Refresh && row.Status == RowStatus.Done ? Refreshed(row)
        : new StyledLine(StepWords.Plan(op), tone).Add(Impacts.Words(row));

    private static StyledLine Failure(string what) =>
        new(what.Length > 0 ? $"**{what} failed**" : "**failed**", Tone.Error);

    // The stack has no operation of its own. Its row shows the status of the run.
    private static StyledLine StackStatus(RunBoard board) =>
        board.Summary is null ? new("running", Tone.Dim)
        : board.Summary.Succeeded ? new()
        : Failure("");

    private static StyledLine Refreshed(ResourceRow row) =>
        row.Step is { New: null } ? new("gone", Tone.Delete)
        // Only rows with steps are described.
        : ChangedProperties.Describe(row.Step!).Length > 0 ? new("changed", Tone.Update)
        : new("", Tone.Plain);

    private static StyledLine Running(ResourceRow row, StepOp op, Tone tone, DateTimeOffset now)
    {
        var elapsed = now - row.Started;
        return Timed(
            new(StepWords.Running(op), tone),
            op != StepOp.Same && elapsed.TotalSeconds >= 1 ? elapsed : null
        );
    }

    private static StyledLine Timed(StyledLine line, TimeSpan? elapsed) =>
        elapsed is { TotalMilliseconds: >= NoticeableMilliseconds } time && line.Width > 0
            ? line.Add($" ({Durations.Short(time)})", Tone.Dim)
            : line;

    private static bool IsRetained(ResourceRow row) =>
        row.Op is StepOp.Delete or StepOp.DeleteReplaced
        && row.Step?.Old is { RetainOnDelete: true };

    private static void AddCount(StyledLine line, int count, string noun, Tone tone)
    {
        if (count == 0)
        {
            return;
        }

        line.Add(line.Width > 0 ? "; " : "");
        line.Add(count == 1 ? $"1 {noun}" : $"{count} {noun}s", tone);
    }
}
