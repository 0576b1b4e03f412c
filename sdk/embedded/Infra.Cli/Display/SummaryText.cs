using Infra.Cli.Display.Diffs;
using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Display;

/// <summary>The lines after the rows: diagnostics, outputs, resource counts and duration.</summary>
/// <param name="width">The width at which messages are wrapped.</param>
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

    /// <summary>The messages by resource, in the order of each resource's first message.</summary>
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
        var @new = board.NewOutputs ?? PropertyMap.Empty;
        // The outputs of a new stack are no change of anything.
        var old = board.OldOutputs ?? @new;
        var isOutcome =
            board.NewOutputs is not null || board.Options.Kind == DeploymentKind.Destroy;
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

        // A plan that is not whole would mislead with its numbers.
        if (summary is { IsPreview: true, Succeeded: false })
        {
            var errors = board.Messages.Count(m => m.Severity == DiagnosticSeverity.Error);
            if (errors > 0)
            {
                yield return new($"preview failed: {Count(errors, "error")}", Tone.Error);
            }

            yield break;
        }

        // A run that failed before the first resource has nothing to count.
        if (!summary.Succeeded && board.Failed == 0 && summary.Changes.All(c => c.Value == 0))
        {
            yield break;
        }

        foreach (var line in Counts(summary))
        {
            yield return line;
        }
    }

    private IEnumerable<StyledLine> Counts(EngineEvent.Summary summary)
    {
        yield return new("Resources:", Tone.Heading);
        var changes = 0;
        foreach (var (op, count) in summary.Changes.Where(c => c.Value > 0 && IsShown(c.Key)))
        {
            changes += IsChange(op) && IsCounted(op) ? count : 0;
            var what = board.Options.IsPreview ? $"to {StepWords.Plan(op)}" : StepWords.Done(op);
            if (op == StepOp.Delete && board.Options.Kind == DeploymentKind.Refresh)
            {
                what += $" from the state, gone from the host: {string.Join(", ", GoneNames())}";
            }

            yield return new StyledLine("    ")
                .Add($"{StepWords.Prefix(op)}{count} {what}", StepWords.Tone(op))
                .Add(board.Options.IsPreview ? Impacts.Share(RowsOf(op)) : new());
        }

        var same = Unchanged(summary);
        var total = changes == 0 ? "" : $"{Count(changes, "change")}. ";
        if (
            (changes == 0 && board.Failed == 0)
            || same > 0
            || summary.Changes.Count(c => c.Value > 0 && c.Key != StepOp.Same) > 1
        )
        {
            yield return new StyledLine("    ").Add($"{total}{same} unchanged");
        }

        if (board.Failed > 0)
        {
            yield return new StyledLine("    ").Add($"{board.Failed} errored", Tone.Error);
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

    // What a destroy registers, so that its providers are those of today, has not stayed.
    private int Unchanged(EngineEvent.Summary summary) =>
        board.Options.Kind == Engine.Deployment.DeploymentKind.Destroy
            ? 0
            : summary.Changes.GetValueOrDefault(StepOp.Same);

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

    private IEnumerable<string> GoneNames() =>
        board.Rows.Where(r => r.Step is { Op: StepOp.Refresh, New: null }).Select(r => r.Name);

    private IEnumerable<ResourceRow> RowsOf(StepOp op) =>
        board.Rows.Where(r => RowText.Op(r, isPreview: true) == op);

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
