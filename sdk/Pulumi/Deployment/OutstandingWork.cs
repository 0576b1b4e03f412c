using System.Collections.Immutable;

namespace Pulumi.Deployments;

/// <summary>
/// Everything a program has set in motion: it is over when all of it is, whether somebody waits for it or not, or when some of
/// it has failed. The cost of a task does not grow with the number of tasks.
/// </summary>
internal sealed class OutstandingWork
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _over = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly List<Exception> _failures = [];
    private int _pending;

    /// <summary>Starts what everything else comes from, and ends with the first failures or when nothing is left to do.</summary>
    public async Task<ImmutableArray<Exception>> RunAsync(Func<Task> start)
    {
        // Counted in before it starts: what it sets in motion may end before it does.
        var program = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Track(program.Task);
        _ = StartAsync(start)
            .ContinueWith(
                ended => program.SetFromTask(ended),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        await _over.Task.ConfigureAwait(false);
        return Failures;
    }

    /// <summary>What has failed so far.</summary>
    public ImmutableArray<Exception> Failures
    {
        get
        {
            lock (_gate)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary>Counts a task in. Whatever sets more in motion must do so before its own task ends.</summary>
    public void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        Interlocked.Increment(ref _pending);
        _ = task.ContinueWith(
            static (ended, work) => ((OutstandingWork)work!).End(ended),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    // What a program throws before it waits for anything comes out of the task too.
    private static async Task StartAsync(Func<Task> start) => await start().ConfigureAwait(false);

    private void End(Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            Note(task);
        }

        if (Interlocked.Decrement(ref _pending) == 0)
        {
            _over.TrySetResult();
        }
    }

    private void Note(Task task)
    {
        lock (_gate)
        {
            // One failure ends everything that hangs on it; it is told once.
            foreach (var failure in task.Exception?.InnerExceptions ?? Cancelled(task))
            {
                if (!_failures.Contains(failure))
                {
                    _failures.Add(failure);
                }
            }
        }

        _over.TrySetResult();
    }

    private static IReadOnlyCollection<Exception> Cancelled(Task task) =>
        [new TaskCanceledException(task)];
}
