using System.Collections.Concurrent;

namespace Faults.Tests.Stage;

/// <summary>Reads the command lines of all processes of a project again and again, as anybody on the machine could.</summary>
internal sealed class CommandLineWatch : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public CommandLineWatch(LedgerProject project) =>
        _watching = Task.Run(() => WatchAsync(project.Mark));

    /// <summary>All command lines seen so far.</summary>
    public IReadOnlyCollection<string> Seen => [.. _seen.Keys];

    public void Dispose()
    {
        _stop.Cancel();
        _watching.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task WatchAsync(string mark)
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var (_, commandLine) in Processes.With(mark))
            {
                _seen[commandLine] = true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
