using Infra.Engine.Events;
using Spectre.Console;

namespace Infra.Cli.Display.Views;

/// <summary>Redraws the tree on a terminal ten times a second, for any number of events.</summary>
internal sealed class LiveView : IRunView
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private readonly RunBoard _board;
    private readonly IAnsiConsole _console;
    private readonly Lock _gate;
    private readonly TaskCompletionSource _over = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly LiveFrame _frame;
    private readonly Task _drawing;
    private string? _notice;

    public LiveView(RunBoard board, IAnsiConsole console, Lock gate)
    {
        (_board, _console, _gate) = (board, console, gate);
        _frame = new(board);
        _drawing = _console.Live(Draw()).AutoClear(true).StartAsync(DrawUntilOverAsync);
    }

    public void Show(EngineEvent engineEvent, ResourceRow? row) { }

    public void Notice(string text) => _notice = text;

    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await _drawing;
    }

    private async Task DrawUntilOverAsync(LiveDisplayContext context)
    {
        var lastSecond = -1L;
        var lastChange = -1L;
        while (!_over.Task.IsCompleted)
        {
            var second = (long)(_board.Time.GetUtcNow() - _board.Started).TotalSeconds;
            if (second != lastSecond || _board.Changes != lastChange)
            {
                (lastSecond, lastChange) = (second, _board.Changes);
                context.UpdateTarget(Draw());
                // Spectre writes in small pieces. The buffer sends a frame to the terminal at once.
                await _console.Profile.Out.Writer.FlushAsync();
            }

            await Task.WhenAny(_over.Task, Task.Delay(Frame, _board.Time, CancellationToken.None));
        }
    }

    private LinesRenderable Draw()
    {
        lock (_gate)
        {
            return new(
                _frame.Lines(_console.Profile.Width, _console.Profile.Height, _notice).ToList()
            );
        }
    }
}
