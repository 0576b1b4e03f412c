using CliWrap;

namespace Infra.NixHost.Hosts.Processes;

/// <summary>One running tool. A stop sends SIGINT first; after the grace the whole process tree is killed.</summary>
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
            // Children that ignored SIGINT may outlive the tool and would keep its locks and pipes.
            _tree?.KillSurvivors();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Disposal waits for a kill under way, because the kill uses the source.
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

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
