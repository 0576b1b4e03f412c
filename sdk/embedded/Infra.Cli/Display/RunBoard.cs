using System.Collections.Immutable;
using Infra.Cli.Terminals;
using Infra.Engine.Events;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Display;

/// <summary>The state of a run, built from its events in constant time each. It is not thread-safe.</summary>
internal sealed class RunBoard(DisplayOptions options, TimeProvider time)
{
    private readonly Dictionary<string, ResourceRow> _rows = new();
    private readonly List<ResourceRow> _roots = [];
    private readonly List<RunMessage> _messages = [];
    private readonly HashSet<ResourceRow> _running = [];

    public DisplayOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>The rows without a parent, in the order they were first seen.</summary>
    public IReadOnlyList<ResourceRow> Roots => _roots;

    public IReadOnlyCollection<ResourceRow> Running => _running;

    /// <summary>The messages that are kept, in order.</summary>
    public IReadOnlyList<RunMessage> Messages => _messages;

    public int Unchanged { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The number of changes so far.</summary>
    public long Changes { get; private set; }

    public EngineEvent.Summary? Summary { get; private set; }

    public EngineEvent.Prelude? Prelude { get; private set; }

    /// <summary>The activity before the first row, such as the build of the program.</summary>
    public string? Activity { get; private set; }

    /// <summary>The row of the stack, or <c>null</c> before it is registered.</summary>
    public ResourceRow? Stack { get; private set; }

    public PropertyMap? OldOutputs { get; private set; }

    /// <summary>The outputs of the stack, or <c>null</c> when the run ended before them.</summary>
    public PropertyMap? NewOutputs { get; private set; }

    /// <summary>The rows, parents before their children.</summary>
    public IEnumerable<ResourceRow> Rows => _roots.SelectMany(Descend);

    /// <summary>Applies an event and returns the row that it changed, or <c>null</c>.</summary>
    public ResourceRow? Apply(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case EngineEvent.Prelude prelude:
                Prelude = prelude;
                return null;
            case EngineEvent.ResourcePre pre:
                return Begin(pre.Step);
            case EngineEvent.ResourceOutputs outputs:
                return End(outputs.Step, RowStatus.Done);
            case EngineEvent.ResourceOperationFailed failed:
                Failed++;
                return End(failed.Step, RowStatus.Failed);
            case EngineEvent.Diagnostic diagnostic:
                return Hear(diagnostic);
            case EngineEvent.Stdout stdout:
                return Keep(new(Stack?.Urn, DiagnosticSeverity.Info, stdout.Message, 0));
            case EngineEvent.Summary summary:
                Summary = summary;
                return null;
            default:
                return null;
        }
    }

    private ResourceRow Begin(StepMetadata step)
    {
        var row = Row(step);
        row.Begin(step, Time.GetUtcNow());
        if (step.Op != StepOp.Same)
        {
            _running.Add(row);
        }

        return Touch(row);
    }

    private ResourceRow End(StepMetadata step, RowStatus status)
    {
        var row = Row(step);
        if (step.Op == StepOp.Same && row.Status != RowStatus.Done && row != Stack)
        {
            Unchanged++;
        }

        // The event at the end of a refresh says what it counts as; the row goes on to say what was found.
        // That of an import has what was found as the former state; the row goes on to say what is replaced.
        var shown =
            row.Op == StepOp.Refresh ? step with { Op = StepOp.Refresh }
            : step.Op == StepOp.ImportReplacement ? step with { Old = row.Step?.Old }
            : step;
        row.End(shown, status, Time.GetUtcNow());
        _running.Remove(row);
        if (row == Stack && status == RowStatus.Done)
        {
            OldOutputs = step.Old?.Outputs;
            NewOutputs = step.New?.Outputs;
        }

        return Touch(row);
    }

    private ResourceRow? Hear(EngineEvent.Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Debug && !Options.Debug)
        {
            return null;
        }

        var message = new RunMessage(
            diagnostic.Urn,
            diagnostic.Severity,
            TerminalText.Clean(diagnostic.Message),
            diagnostic.StreamId
        );
        if (!diagnostic.IsEphemeral)
        {
            return Keep(message);
        }

        if (Find(diagnostic.Urn) is not { } row)
        {
            Activity = TerminalText.FirstLine(message.Text);
            Changes++;
            return null;
        }

        row.Message = TerminalText.FirstLine(message.Text);
        return Touch(row);
    }

    private ResourceRow? Keep(RunMessage message)
    {
        if (_messages.LastOrDefault() is { StreamId: not 0 } last && last.Continues(message))
        {
            _messages[^1] = last with { Text = last.Text + message.Text };
        }
        else
        {
            _messages.Add(message);
        }

        if (Find(message.Urn) is not { } row)
        {
            return null;
        }

        row.Message = TerminalText.FirstLine(message.Text);
        row.Errors += message.Severity == DiagnosticSeverity.Error ? 1 : 0;
        row.Warnings += message.Severity == DiagnosticSeverity.Warning ? 1 : 0;
        row.Infos += message.Severity == DiagnosticSeverity.Info ? 1 : 0;
        return Touch(row);
    }

    private ResourceRow? Find(Urn? urn) => urn is null ? Stack : _rows.GetValueOrDefault(urn.Value);

    private ResourceRow Row(StepMetadata step)
    {
        var row = Seen(step.Urn);
        if (row.Step is null && row.Parent is null && (step.New ?? step.Old)?.Parent is { } parent)
        {
            _roots.Remove(row);
            row.Attach(Seen(parent));
        }

        return row;
    }

    // A destroy sees children first, so their parents get rows from the children's URNs.
    private ResourceRow Seen(Urn urn)
    {
        if (_rows.TryGetValue(urn.Value, out var known))
        {
            return known;
        }

        var row = new ResourceRow(urn);
        _rows.Add(urn.Value, row);
        _roots.Add(row);
        if (urn.QualifiedType == Urn.RootStackType)
        {
            Stack = row;
        }

        return row;
    }

    private ResourceRow Touch(ResourceRow row)
    {
        row.Changed = ++Changes;
        if (row.IsVisible || IsWorthShowing(row))
        {
            row.IsVisible = true;
            for (var shown = row.Parent; shown is { IsVisible: false }; shown = shown.Parent)
            {
                shown.IsVisible = true;
            }
        }

        return row;
    }

    private bool IsWorthShowing(ResourceRow row) =>
        row.Errors + row.Warnings > 0
        || row.Status == RowStatus.Failed
        || row.Op switch
        {
            StepOp.Same => Options.ShowSames,
            StepOp.Read or StepOp.ReadDiscard => Options.ShowReads,
            StepOp.RemovePendingReplace => Options.ShowSames,
            _ => Options.ShowSames || !row.Urn.IsDefaultProvider,
        };

    private static IEnumerable<ResourceRow> Descend(ResourceRow row) =>
        row.Children.SelectMany(Descend).Prepend(row);
}
