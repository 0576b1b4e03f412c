using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Applies chains of steps in parallel, and the steps of one chain in sequence.</summary>
internal sealed class StepExecutor(
    StepContext context,
    StateRecorder recorder,
    StepReporter reporter,
    StepHooks hooks,
    DeploymentOptions options,
    CancellationToken terminationToken
) : IDisposable
{
    private readonly SemaphoreSlim _workers = new(Math.Max(1, options.Parallel));
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ConcurrentDictionary<Urn, Step> _registered = new();
    private readonly ConcurrentQueue<Step> _failed = new();
    private volatile bool _hasFailed;
    private volatile ExceptionDispatchInfo? _crash;

    /// <summary>Cancelled when no further steps start, because one failed or the user cancelled the run.</summary>
    public CancellationToken Stopped => _stop.Token;

    public bool HasFailed => _hasFailed;

    public ImmutableArray<Step> Failed => [.. _failed];

    /// <summary>The last finished step of a resource.</summary>
    public Step? Find(Urn urn) => _registered.GetValueOrDefault(urn);

    /// <summary>Starts no further steps; running ones go on.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Fails the run although everything is done and recorded, e.g. when a hook fails after a step.</summary>
    public void FailAfterwards()
    {
        _hasFailed = true;
        if (!options.ContinueOnError)
        {
            Stop();
        }
    }

    /// <summary>Ends the run because of an error that no step is to blame for.</summary>
    /// <returns>What to throw to whoever waits for an answer.</returns>
    /// <exception cref="OperationCanceledException">The run is over already, so the error is not reported.</exception>
    public OperationCanceledException Abort(string message, Exception cause)
    {
        Stopped.ThrowIfCancellationRequested();
        context.Events.Error(null, message);
        Stop();
        return new(cause.Message, cause);
    }

    /// <summary>Applies steps in sequence, and returns without waiting for them.</summary>
    public Task Start(ImmutableArray<Step> chain)
    {
        var task = RunAsync(chain);
        if (!task.IsCompleted)
        {
            _running[task] = true;
            _ = task.ContinueWith(
                done => _running.TryRemove(done, out _),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        return task;
    }

    /// <summary>Applies steps in parallel, and waits for them.</summary>
    public Task RunAllAsync(IEnumerable<Step> steps) =>
        Task.WhenAll(steps.Select(step => Start([step])).ToList());

    public async Task IdleAsync()
    {
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Keys);
        }

        _crash?.Throw();
    }

    public void Dispose()
    {
        _workers.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(ImmutableArray<Step> chain)
    {
        try
        {
            await _workers.WaitAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        using var worker = new Worker(_workers);
        // The planning loop must not wait for the synchronous part of the first step.
        await Task.Yield();
        try
        {
            foreach (var step in chain)
            {
                if (_stop.IsCancellationRequested || !await ApplyAsync(step))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (terminationToken.IsCancellationRequested)
        {
            // The result of the operation is unknown, so it stays pending in the state.
            _stop.Cancel();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // This is a bug. It is thrown where the executor is awaited, and no new step starts meanwhile.
            _crash ??= ExceptionDispatchInfo.Capture(e);
            _stop.Cancel();
        }
    }

    private async Task<bool> ApplyAsync(Step step)
    {
        reporter.Begin(step);
        // The step starts only after its hooks, which can still prevent it.
        var (failure, cause) = await TryAsync(() => PrepareAsync(step));
        if (failure is null)
        {
            (failure, cause) = await OperateAsync(step);
        }

        if (failure is null)
        {
            var isWell = await hooks.AfterAsync(step);
            Complete(step);
            if (!isWell)
            {
                FailAfterwards();
            }

            return !_stop.IsCancellationRequested;
        }

        reporter.Fail(step, failure);
        Fail(step, cause);
        return false;
    }

    private async Task<StepResult> PrepareAsync(Step step)
    {
        step.Require(context);
        await hooks.BeforeAsync(step);
        return StepResult.Success;
    }

    private async Task<(string? Failure, Exception? Cause)> OperateAsync(Step step)
    {
        var pending =
            step.Operation is { } operation && !context.IsPreview
                ? await recorder.BeginAsync(step.Resource, operation)
                : null;
        var (failure, cause) = await TryAsync(() =>
            hooks.TryAsync(step, () => step.ApplyAsync(context, terminationToken))
        );
        step.AnnotateSecrets();
        var change = cause is null ? step.Change : null;
        if (pending is not null || change is not null)
        {
            change ??= new StepChange();
            await recorder.CommitAsync(change with { Ends = pending ?? change.Ends });
        }

        return (failure, cause);
    }

    private static async Task<(string? Failure, Exception? Cause)> TryAsync(
        Func<Task<StepResult>> work
    )
    {
        try
        {
            return ((await work()).PartialFailure, null);
        }
        catch (InfraException e)
        {
            return (e.Message, e);
        }
    }

    private void Complete(Step step)
    {
        if (step.IsLogical && step.NewSlot is not null)
        {
            _registered[step.Urn] = step;
        }

        reporter.Succeed(step);
        step.Complete();
    }

    private void Fail(Step step, Exception? cause)
    {
        _hasFailed = true;
        // All protected resources are reported at once, and all errors of a preview, so the run goes on after each.
        if (
            options.ContinueOnError
            || options.IsPreview
            || !step.StopsRun
            || cause is ProtectedResourceException
        )
        {
            _failed.Enqueue(step);
            step.Fail();
        }
        else
        {
            _stop.Cancel();
        }
    }

    private readonly struct Worker(SemaphoreSlim workers) : IDisposable
    {
        public void Dispose() => workers.Release();
    }
}
