using Infra.Cli.Display.Diffs;
using Infra.Cli.Terminals;
using Infra.Engine.Events;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Display;

/// <summary>What follows the rows: diagnostics, outputs, the count of resources and the duration.</summary>
/// <param name="board">The run.</param>
/// <param name="width">Where messages are broken, between words.</param>
internal sealed class SummaryText(RunBoard board, int width = int.MaxValue)
{
    private const int MessageIndent = 4;

    public IEnumerable<StyledLine> Lines() =>
        [
            .. Diagnostics(),
            .. board.Options.SuppressOutputs ? [] : Outputs(),
            .. Resources(),
            .. Duration(),
            StyledLine.Empty,
        ];

    /// <summary>Messages by resource, in the order in which the resources first spoke.</summary>
    public IEnumerable<StyledLine> Diagnostics()
    {
        if (board.Messages.Count == 0)
        {
            yield break;
        }

        yield return new("Diagnostics:", Tone.Heading);
        foreach (var group in board.Messages.GroupBy(m => (m.Urn ?? board.Stack?.Urn)?.Value ?? ""))
        {
            yield return new StyledLine("  ").Add(
                Title(group.First().Urn ?? board.Stack?.Urn),
                Tone.Info
            );
            foreach (var line in group.SelectMany(Message))
            {
                yield return line;
            }

            yield return StyledLine.Empty;
        }
    }

    public IEnumerable<StyledLine> Outputs()
    {
        var (old, @new) = (
            board.OldOutputs ?? PropertyMap.Empty,
            board.NewOutputs ?? PropertyMap.Empty
        );
        var isOutcome =
            board.NewOutputs is not null
            || board.Options.Kind == Engine.Deployment.DeploymentKind.Destroy;
        if (!isOutcome || old.Count + @new.Count == 0)
        {
            yield break;
        }

        yield return new("Outputs:", Tone.Heading);
        var text = new ObjectDiffText(board.Options) { ShowSames = true };
        foreach (var line in text.Differences(old, @new, indent: 2))
        {
            yield return line;
        }

        yield return StyledLine.Empty;
    }

    public IEnumerable<StyledLine> Resources()
    {
        if (board.Summary is not { } summary)
        {
            yield break;
        }

        // A run that failed before it came to any resource has none to count.
        if (!summary.Succeeded && board.Failed == 0 && summary.Changes.All(c => c.Value == 0))
        {
            yield break;
        }

        yield return new("Resources:", Tone.Heading);
        var changes = 0;
        foreach (var (op, count) in summary.Changes.Where(c => c.Value > 0 && IsShown(c.Key)))
        {
            changes += IsChange(op) && IsCounted(op) ? count : 0;
            var what = board.Options.IsPreview ? $"to {StepWords.Plan(op)}" : StepWords.Done(op);
            yield return new StyledLine("    ").Add(
                $"{StepWords.Prefix(op)}{count} {what}",
                StepWords.Tone(op)
            );
        }

        if (board.Failed > 0)
        {
            yield return new StyledLine("    ").Add($"  {board.Failed} failed", Tone.Error);
        }

        var same = summary.Changes.GetValueOrDefault(StepOp.Same);
        var total = changes == 0 ? "" : $"{Count(changes, "change")}. ";
        if (
            (changes == 0 && board.Failed == 0)
            || same > 0
            || summary.Changes.Count(c => c.Value > 0) > 1
        )
        {
            yield return new StyledLine("    ").Add($"{total}{same} unchanged");
        }
    }

    public IEnumerable<StyledLine> Duration()
    {
        if (board.Summary is { IsPreview: false } summary)
        {
            yield return StyledLine.Empty;
            yield return new StyledLine("Duration: ", Tone.Heading).Add(
                Durations.Rounded(summary.Duration)
            );
        }
    }

    private bool IsShown(StepOp op) =>
        IsCounted(op)
        || (
            board.Options.ShowReplacementSteps
            && op is (StepOp.CreateReplacement or StepOp.DeleteReplaced)
        );

    private static bool IsCounted(StepOp op) =>
        op
            is not (
                StepOp.Same
                or StepOp.CreateReplacement
                or StepOp.DeleteReplaced
                or StepOp.RemovePendingReplace
                or StepOp.Read
                or StepOp.ReadDiscard
                or StepOp.DiscardReplaced
            );

    private static bool IsChange(StepOp op) => op is not StepOp.Refresh;

    private static string Count(int count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Title(Urn? urn) =>
        urn is null ? "stack:" : $"{new ResourceRow(urn).Type} ({urn.Name}):";

    private IEnumerable<StyledLine> Message(RunMessage message)
    {
        var (prefix, tone) = message.Severity switch
        {
            DiagnosticSeverity.Error => ("error: ", Tone.Error),
            DiagnosticSeverity.Warning => ("warning: ", Tone.Warning),
            DiagnosticSeverity.Debug => ("debug: ", Tone.Dim),
            _ => ("", Tone.Plain),
        };
        var room = width - MessageIndent - prefix.Length;
        foreach (
            var (line, i) in Wrapping.Lines(message.Text.TrimEnd(), room).Select((l, i) => (l, i))
        )
        {
            yield return new StyledLine()
                .PadTo(MessageIndent)
                .Add(i == 0 ? prefix : "", tone)
                .Add(line);
        }
    }
}
