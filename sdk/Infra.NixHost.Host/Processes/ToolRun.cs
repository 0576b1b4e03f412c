using CliWrap;

namespace Infra.NixHost.Host.Processes;

/// <summary>One running tool and its way to an end: SIGINT when asked to stop, after the grace the kill of everything below it.</summary>
internal sealed class ToolRun(TimeSpan grace, TimeProvider timeProvider, CancellationToken stop)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly CancellationTokenSource _kill = new();
    private ProcessTree? _tree;
    private ITimer? _timer;

    /// <exception cref="OperationCanceledException">The run was stopped, whatever its exit code.</exception>
    public async Task<int> ExecuteAsync(Command command)
    {
        var running = command.ExecuteAsync(_kill.Token, _interrupt.Token);
        using var registration = stop.Register(() => Stop(running.ProcessId));
        try
        {
            var result = await running;
            stop.ThrowIfCancellationRequested();
            return result.ExitCode;
        }
        finally
        {
            // A tool that dies of SIGINT may leave children that ignored it; they would hold locks and pipes.
            _tree?.KillSurvivors();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Waits for a kill under way, so that it never meets a disposed source.
        if (_timer is not null)
            await _timer.DisposeAsync();
        _interrupt.Dispose();
        _kill.Dispose();
    }

    private void Stop(int processId)
    {
        _tree = ProcessTree.Below(processId);
        _timer = timeProvider.CreateTimer(
            _ => _kill.Cancel(),
            state: null,
            grace,
            Timeout.InfiniteTimeSpan
        );
        _interrupt.Cancel();
    }
}
