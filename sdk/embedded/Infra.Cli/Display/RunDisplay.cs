using Infra.Cli.Display.Diffs;
using Infra.Cli.Display.Views;
using Infra.Cli.Terminals;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>Shows one run: the heading, the progress, and at the end the rows and the summary.</summary>
internal sealed class RunDisplay : IEngineEventSink, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly IRunView _view;
    private readonly bool _isLive;
    private readonly DisplayGuard _guard = new("The display of the progress");
    private bool _isOver;

    public RunDisplay(Terminal terminal, DisplayOptions options, TimeProvider time)
    {
        _terminal = terminal;
        Board = new(options, time);
        terminal.Out.WriteLine(StepWords.Heading(options), Tone.Heading);
        _isLive = terminal.IsOutputTerminal && !options.SuppressProgress;
        _view = _isLive
            ? new LiveView(Board, terminal.CreateConsole(), _gate)
            : new LineView(Board, terminal.Out, _gate, _guard);
    }

    public RunBoard Board { get; }

    public void Publish(EngineEvent engineEvent)
    {
        lock (_gate)
        {
            var row = Board.Apply(engineEvent);
            _guard.Run(() => _view.Show(engineEvent, row));
        }
    }

    /// <summary>Shows a notice during the run.</summary>
    public void Notice(string text)
    {
        lock (_gate)
        {
            _guard.Run(() => _view.Notice(text));
        }
    }

    /// <summary>Ends the progress and writes the result.</summary>
    public async Task FinishAsync()
    {
        await DisposeAsync();
        WriteConfig();
        if (Board.Options.Diff)
        {
            WriteDiff();
        }
        else if (_isLive)
        {
            _terminal.Out.WriteLines(new TreeTable(Board).All(_terminal.Width));
        }

        var width = _isLive ? _terminal.Width : int.MaxValue;
        _terminal.Out.WriteLines([StyledLine.Empty, .. new SummaryText(Board, width).Lines()]);
    }

    private void WriteConfig()
    {
        if (!Board.Options.ShowConfig || Board.Prelude is not { } prelude)
        {
            return;
        }

        _terminal.Out.WriteLine("Configuration:", Tone.Heading);
        _terminal.Out.WriteLines(
            prelude.Config.Select(c => new StyledLine($"    {c.Key}: {c.Value}"))
        );
    }

    /// <summary>Writes the property differences, or a note that there are none.</summary>
    public void WriteDetails()
    {
        if (!WriteDiff())
        {
            _terminal.Out.WriteLine("There are no differences.", Tone.Dim);
        }
    }

    private bool WriteDiff()
    {
        var lines = new DiffText(Board).Lines().ToList();
        _terminal.Out.WriteLines(lines);
        return lines.Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await _guard.RunAsync(async () => await _view.DisposeAsync());
            if (_guard.Warning is { } warning)
            {
                _terminal.Complain("warning", Tone.Warning, warning);
            }
        }
    }
}
