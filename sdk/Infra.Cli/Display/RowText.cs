using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>The cells of a row that change during a run.</summary>
internal static class RowText
{
    // Below this a duration says nothing: components and stacks take no time of their own.
    private const int NoticeableMilliseconds = 10;

    /// <summary>The operation shown: in a preview and at the end, the steps of a replacement count as one.</summary>
    public static StepOp Op(ResourceRow row, bool isPreview) =>
        row.IsReplacement && (isPreview || row.IsReplaced) ? StepOp.Replace : row.Op;

    /// <summary>The plan or the status.</summary>
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

    // A component is done when the run is: nothing says so of one that registers no outputs.
    private static RowStatus StatusOf(ResourceRow row, RunBoard board) =>
        row.Status == RowStatus.Running
        && board.Summary is not null
        && row.Step is { New.Custom: false }
            ? RowStatus.Done
            : row.Status;

    /// <summary>What else is to say: the changed properties, the latest message while it works, counts of messages.</summary>
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

    // The halves of a replacement may know less about the difference than the logical step.
    private static StepMetadata DiffStep(ResourceRow row) =>
        row.Steps.Find(s => s.Op == StepOp.Replace)
        ?? row.Steps.Find(s => s.Op == StepOp.CreateReplacement)
        ?? row.Step!;

    private static StyledLine Planned(ResourceRow row, StepOp op, Tone tone) =>
        row.Status == RowStatus.Failed ? Failure(StepWords.Plan(op))
        : op == StepOp.Refresh && row.Status == RowStatus.Done ? Refreshed(row)
        : new(StepWords.Plan(op), tone);

    private static StyledLine Failure(string what) =>
        new(what.Length > 0 ? $"**{what} failed**" : "**failed**", Tone.Error);

    // The stack itself has no operation; its row tells how the whole run goes.
    private static StyledLine StackStatus(RunBoard board) =>
        board.Summary is null ? new("running", Tone.Dim)
        : board.Summary.Succeeded ? new()
        : Failure("");

    private static StyledLine Refreshed(ResourceRow row) =>
        row.Step is { New: null } ? new("gone", Tone.Delete)
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
