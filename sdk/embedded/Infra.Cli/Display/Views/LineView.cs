using Infra.Cli.Terminals;
using Infra.Engine.Events;

namespace Infra.Cli.Display.Views;

/// <summary>Writes one line per change to pipes and logs, and a heartbeat with the latest progress.</summary>
internal sealed class LineView : IRunView
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private readonly RunBoard _board;
    private readonly StyledWriter _output;
    private readonly Lock _gate;
    private readonly ITimer? _heartbeat;
    private readonly string _noun;
    private DateTimeOffset _lastLine;

    public LineView(RunBoard board, StyledWriter output, Lock gate, DisplayGuard guard)
    {
        (_board, _output, _gate) = (board, output, gate);
        _noun = board.Options.IsPreview ? "previewing" : StepWordsNoun(board.Options);
        _lastLine = board.Started;
        if (!board.Options.SuppressProgress)
        {
            _output.WriteLine($"@ {_noun}....", Tone.Dim);
            _heartbeat = board.Time.CreateTimer(_ => guard.Run(Beat), null, Silence, Silence);
        }
    }

    public void Show(EngineEvent engineEvent, ResourceRow? row)
    {
        // The logical step of a replacement does nothing by itself.
        var isHidden = row?.Op == StepOp.Replace && !_board.Options.IsPreview;
        if (isHidden || row is not { IsVisible: true, Step: not null } || !IsNews(engineEvent, row))
        {
            return;
        }

        var op = RowText.Op(row, _board.Options.IsPreview);
        var line = new StyledLine(" ")
            .Add(StepWords.Prefix(op), StepWords.Tone(op))
            .Add(_board.Options.ShowUrns ? $" {row.Urn}" : $" {row.Type} {row.Name}");
        // Plain output prints no line when the program starts.
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

    // A preview shows a step once, when it is planned.
    private bool IsNews(EngineEvent engineEvent, ResourceRow row) =>
        engineEvent switch
        {
            EngineEvent.ResourcePre => row.Op != StepOp.Same
                && (!_board.Options.IsPreview || row.Steps.Count == 1)
                && row.Op != StepOp.Refresh,
            EngineEvent.ResourceOutputs => row.Op == StepOp.Refresh
                || (row.Op == StepOp.Same ? _board.Options.ShowSames : !_board.Options.IsPreview),
            EngineEvent.ResourceOperationFailed => true,
            // The error of a failed step is shown once, with the failure.
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
