using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Takes what a program wants: prepares it as it comes, plans it one after the other in that order, and has the steps applied.
/// </summary>
internal sealed class PlanningLoop(
    PlanningContext context,
    StepGenerator generator,
    EarlyChecks checks,
    StepExecutor executor,
    OutputsRecorder outputs,
    ErrorReports reports
) : IDisposable
{
    private readonly SemaphoreSlim _planning = new(1);
    private readonly List<Task<bool>> _continuations = [];
    private readonly List<Task> _checks = [];
    private readonly HashSet<Urn> _skipped = [];
    private readonly List<SourceEvent> _taken = [];

    /// <summary>Runs until the program wants nothing more, and says whether all was planned. Every error is published.</summary>
    public async Task<bool> RunAsync(SourceInbox inbox)
    {
        var queue = Channel.CreateUnbounded<PreparedWish>();
        var preparing = PrepareAllAsync(inbox, queue.Writer);
        var isPlanned = await PlanAllAsync(queue.Reader);
        if (!isPlanned)
        {
            executor.Stop();
        }

        await preparing;
        // Who asked for them does not wait any more, but what they say is not to come after the end.
        await Task.WhenAll(_checks.Select(task => (Task)Task.WhenAny(task)));
        var continued = await Task.WhenAll(_continuations);
        return isPlanned && Array.TrueForAll(continued, ok => ok);
    }

    /// <summary>Nobody waits for an answer that never comes: the program is to end too.</summary>
    public void Abandon()
    {
        foreach (var wish in _taken)
        {
            wish.Abandon();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _planning.Dispose();
        checks.Dispose();
    }

    private async Task PrepareAllAsync(SourceInbox inbox, ChannelWriter<PreparedWish> queue)
    {
        Exception? end = null;
        try
        {
            await foreach (var wish in inbox.Reader.ReadAllAsync(executor.Stopped))
            {
                _taken.Add(wish);
                await queue.WriteAsync(await PrepareAsync(wish));
            }
        }
        catch (Exception e)
        {
            // Whoever reads the queue gets it, after everything that came before.
            end = e;
        }

        queue.Complete(end);
    }

    private async Task<PreparedWish> PrepareAsync(SourceEvent wish)
    {
        if (wish is not SourceEvent.Registration registration)
        {
            return new(wish);
        }

        await _planning.WaitAsync(executor.Stopped);
        try
        {
            var candidate = generator.Prepare(registration);
            var check = candidate.IsImport
                ? Task.CompletedTask
                : checks.RunAsync(candidate, executor.Stopped);
            _checks.Add(check);
            return new(wish, candidate, check);
        }
        catch (InfraException e)
        {
            return new(wish, Error: ExceptionDispatchInfo.Capture(e));
        }
        finally
        {
            _planning.Release();
        }
    }

    private async Task<bool> PlanAllAsync(ChannelReader<PreparedWish> queue)
    {
        try
        {
            await foreach (var prepared in queue.ReadAllAsync(executor.Stopped))
            {
                if (!await reports.TryAsync(prepared.Wish, () => PlanAsync(prepared)))
                {
                    return false;
                }
            }

            return true;
        }
        catch (OperationCanceledException) when (executor.Stopped.IsCancellationRequested)
        {
            return false;
        }
        catch (ReportedException)
        {
            // The program failed and said why.
            return false;
        }
        catch (InfraException e)
        {
            context.Events.Error(null, e.Message);
            return false;
        }
    }

    // One registration is planned after the other, whoever asks.
    private async Task PlanAsync(PreparedWish prepared)
    {
        prepared.Error?.Throw();
        await (prepared.Check ?? Task.CompletedTask);
        await _planning.WaitAsync(executor.Stopped);
        try
        {
            switch (prepared.Wish)
            {
                case SourceEvent.Registration:
                    Start(
                        await generator.GenerateAsync(prepared.Candidate!, CancellationToken.None)
                    );
                    break;
                case SourceEvent.Reading reading:
                    Start(generator.Generate(reading));
                    break;
                case SourceEvent.OutputsRegistration registration:
                    await outputs.RegisterAsync(registration);
                    break;
            }
        }
        finally
        {
            _planning.Release();
        }
    }

    private void Start(Plan plan)
    {
        var running = StartUnskipped(plan.Steps);
        if (plan is { Continue: { } candidate, Steps: [ImportStep import, ..] })
        {
            _continuations.Add(ContinueAsync(candidate, import, running));
        }
    }

    private async Task<bool> ContinueAsync(Candidate candidate, ImportStep import, Task running)
    {
        await running;
        if (!import.IsDone)
        {
            return true;
        }

        await _planning.WaitAsync();
        try
        {
            var isPlanned = await reports.TryAsync(
                candidate.Registration,
                async () =>
                    _ = StartUnskipped(
                        await generator.ContinueAsync(
                            candidate,
                            import.NewSlot!,
                            CancellationToken.None
                        )
                    )
            );
            if (!isPlanned)
            {
                executor.Stop();
            }

            return isPlanned;
        }
        finally
        {
            _planning.Release();
        }
    }

    // A step that needs a failed one is left out, and so is whatever needs it.
    private Task StartUnskipped(ImmutableArray<Step> steps)
    {
        if (executor.HasFailed)
        {
            _skipped.UnionWith(executor.Failed.Select(step => step.Urn));
            foreach (var step in steps.Where(step => step.DependsOnAny(_skipped)))
            {
                step.Skip();
                _skipped.Add(step.Urn);
            }

            steps = [.. steps.Where(step => !_skipped.Contains(step.Urn))];
        }

        return steps.IsEmpty ? Task.CompletedTask : executor.Start(steps);
    }

    /// <summary>What a program wants, on its way to be planned.</summary>
    /// <param name="Wish">What it wants.</param>
    /// <param name="Candidate">A registration's candidate.</param>
    /// <param name="Check">Is done when its provider has said all that planning needs.</param>
    /// <param name="Error">Why it cannot be planned at all.</param>
    private sealed record PreparedWish(
        SourceEvent Wish,
        Candidate? Candidate = null,
        Task? Check = null,
        ExceptionDispatchInfo? Error = null
    );
}
