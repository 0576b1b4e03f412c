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

    /// <summary>Ends with the first failures, or when nothing is left to do; there must be something counted in already.</summary>
    public async Task<ImmutableArray<Exception>> WaitAsync()
    {
        await _over.Task.ConfigureAwait(false);
        lock (_gate)
        {
            return [.. _failures];
        }
    }

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
