using Infra.Cli.Terminals;
using Infra.Engine.Events;

namespace Infra.Cli.Display.Views;

/// <summary>One line per change of a resource, for pipes and logs; a heartbeat with the latest progress while nothing happens.</summary>
internal sealed class PlainView : IRunView
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private readonly RunBoard _board;
    private readonly StyledWriter _output;
    private readonly Lock _gate;
    private readonly ITimer? _heartbeat;
    private readonly string _noun;
    private DateTimeOffset _lastLine;

    public PlainView(RunBoard board, StyledWriter output, Lock gate)
    {
        (_board, _output, _gate) = (board, output, gate);
        _noun = board.Options.IsPreview ? "previewing" : StepWordsNoun(board.Options);
        _lastLine = board.Started;
        if (!board.Options.SuppressProgress)
        {
            _output.WriteLine($"@ {_noun}....", Tone.Dim);
            _heartbeat = board.Time.CreateTimer(_ => Beat(), null, Silence, Silence);
        }
    }

    public void Show(EngineEvent engineEvent, ResourceRow? row)
    {
        // The logical step of a replacement stands between its halves and takes no time.
        var isHidden = row?.Op == StepOp.Replace && !_board.Options.IsPreview;
        if (isHidden || row is not { IsVisible: true, Step: not null } || !IsNews(engineEvent, row))
        {
            return;
        }

        var op = RowText.Op(row, _board.Options.IsPreview);
        var line = new StyledLine(" ")
            .Add(StepWords.Prefix(op), StepWords.Tone(op))
            .Add(_board.Options.ShowUrns ? $" {row.Urn}" : $" {row.Type} {row.Name}");
        // That the program runs is no news where rows stay.
        if (op != StepOp.Same && RowText.Status(row, _board) is { Width: > 0 } status)
        {
            line.Add(" ").Add(status);
        }

        if (RowText.Info(row, _board) is { Width: > 0 } info)
        {
            line.Add(" ").Add(info);
        }

        Write(line);
    }

    public void Notice(string text) => Write(new($"@ {text}", Tone.Warning));

    public ValueTask DisposeAsync() => _heartbeat?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string StepWordsNoun(DisplayOptions options) =>
        options.Kind switch
        {
            Engine.Deployment.DeploymentKind.Refresh => "refreshing",
            Engine.Deployment.DeploymentKind.Destroy => "destroying",
            Engine.Deployment.DeploymentKind.Import => "importing",
            _ => "updating",
        };

    // In a preview the plan is the news; what follows of the same step is not.
    private bool IsNews(EngineEvent engineEvent, ResourceRow row) =>
        engineEvent switch
        {
            EngineEvent.ResourcePre => row.Op != StepOp.Same
                && (!_board.Options.IsPreview || row.Steps.Count == 1)
                && row.Op != StepOp.Refresh,
            EngineEvent.ResourceOutputs => row.Op == StepOp.Refresh
                || (row.Op == StepOp.Same ? _board.Options.ShowSames : !_board.Options.IsPreview),
            EngineEvent.ResourceOperationFailed => true,
            // What makes a step fail is said once, with the failure below.
            EngineEvent.Diagnostic { IsEphemeral: false } diagnostic => row.Status
                == RowStatus.Running
                && row != _board.Stack
                && diagnostic.Severity != DiagnosticSeverity.Error,
            _ => false,
        };

    private void Beat()
    {
        lock (_gate)
        {
            var now = _board.Time.GetUtcNow();
            if (now - _lastLine < Silence || _board.Summary is not null)
            {
                return;
            }

            var line = new StyledLine(
                $"@ {_noun} ({Durations.Short(now - _board.Started)})",
                Tone.Dim
            );
            line.Add(
                _board.Stack is null && _board.Activity is { } activity ? $" · {activity}" : "",
                Tone.Dim
            );
            foreach (var row in _board.Running.Where(r => r.IsVisible).Take(3))
            {
                line.Add($" · {row.Name} {StepWords.Running(row.Op)}", Tone.Dim);
                line.Add(row.Message is null ? "" : $": {row.Message}", Tone.Dim);
            }

            Write(line);
        }
    }

    private void Write(StyledLine line)
    {
        _lastLine = _board.Time.GetUtcNow();
        _output.WriteLine(line);
    }
}
