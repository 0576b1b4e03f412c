using System.Collections.Immutable;

namespace Pulumi.Deployments;

/// <summary>
/// Counts the tasks of a program. The program ends when all of them have ended, awaited or not, or when one has
/// failed. The cost of a task does not grow with the number of tasks.
/// </summary>
internal sealed class OutstandingWork
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _over = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly List<Exception> _failures = [];
    private int _pending;

    /// <summary>Starts the program, and ends with the first failures or when no task is left.</summary>
    public async Task<ImmutableArray<Exception>> RunAsync(Func<Task> start)
    {
        // The program is counted before it starts, because its tasks may end before it does.
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

    /// <summary>The failures so far.</summary>
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

    /// <summary>Counts a task. A task that starts others must do so before it ends.</summary>
    public void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        Interlocked.Increment(ref _pending);
        _ = task.ContinueWith(
            // The state is the next argument, this object.
            static (ended, work) => ((OutstandingWork)work!).End(ended),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    // An exception before the program's first await becomes a failure of the task, too.
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
            // Every task that depends on the failed one fails with the same exception, which is reported once.
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
