using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Prepares registrations as they arrive, plans them one at a time in that order, and has their steps applied.
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
    private readonly List<Registration> _taken = [];
    private bool _isIncomplete;

    /// <summary>Runs until the program is done, and returns whether everything was planned. Every error is published.</summary>
    public async Task<bool> RunAsync(RegistrationInbox inbox)
    {
        var queue = Channel.CreateUnbounded<QueuedRegistration>();
        var preparing = PrepareAllAsync(inbox, queue.Writer);
        var isPlanned = await PlanAllAsync(queue.Reader);
        if (!isPlanned)
        {
            executor.Stop();
        }

        await preparing;
        // Nobody awaits these checks any more, but their messages must not come after the end of the run.
        await Task.WhenAll(_checks.Select(task => (Task)Task.WhenAny(task)));
        var continued = await Task.WhenAll(_continuations);
        return isPlanned && !_isIncomplete && Array.TrueForAll(continued, ok => ok);
    }

    /// <summary>Abandons all unanswered registrations, so that the program ends, too.</summary>
    public void Abandon()
    {
        foreach (var registration in _taken)
        {
            registration.Abandon();
        }
    }

    public void Dispose()
    {
        _planning.Dispose();
        checks.Dispose();
    }

    private async Task PrepareAllAsync(
        RegistrationInbox inbox,
        ChannelWriter<QueuedRegistration> queue
    )
    {
        Exception? end = null;
        try
        {
            await foreach (var registration in inbox.Reader.ReadAllAsync(executor.Stopped))
            {
                _taken.Add(registration);
                await queue.WriteAsync(await PrepareAsync(registration));
            }
        }
        catch (Exception e)
        {
            // The exception is thrown where the queue is read, after all earlier entries.
            end = e;
        }

        queue.Complete(end);
    }

    private async Task<QueuedRegistration> PrepareAsync(Registration registration)
    {
        if (registration is not Registration.Resource resource)
        {
            return new(registration);
        }

        await _planning.WaitAsync(executor.Stopped);
        try
        {
            var planned = generator.Prepare(resource);
            var check = planned.IsImport
                ? Task.CompletedTask
                : checks.RunAsync(planned, executor.Stopped);
            _checks.Add(check);
            return new(registration, planned, check);
        }
        catch (InfraException e)
        {
            return new(registration, Error: ExceptionDispatchInfo.Capture(e));
        }
        finally
        {
            _planning.Release();
        }
    }

    private async Task<bool> PlanAllAsync(ChannelReader<QueuedRegistration> queue)
    {
        try
        {
            await foreach (var prepared in queue.ReadAllAsync(executor.Stopped))
            {
                if (
                    !await reports.TryAsync(prepared.Registration, () => PlanAsync(prepared))
                    && !GoesOn(prepared)
                )
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
            // The program failed and has reported the reason.
            return false;
        }
        catch (InfraException e)
        {
            context.Events.Error(null, e.Message);
            return false;
        }
    }

    // A preview checks the other resources, too, so that the user sees all errors at once.
    private bool GoesOn(QueuedRegistration failed)
    {
        // Without its provider, a resource would have an error that only repeats the provider's.
        if (
            !context.Options.IsPreview
            || failed.Planned is not { } planned
            || Urn.IsProviderType(planned.New.Type)
        )
        {
            return false;
        }

        _isIncomplete = true;
        planned.Registration.Done(new(planned.New, IsUnknown: true));
        return true;
    }

    // Registrations are planned one at a time.
    private async Task PlanAsync(QueuedRegistration prepared)
    {
        prepared.Error?.Throw();
        await (prepared.Check ?? Task.CompletedTask);
        await _planning.WaitAsync(executor.Stopped);
        try
        {
            switch (prepared)
            {
                case { Planned: { } planned }:
                    Start(await generator.GenerateAsync(planned, CancellationToken.None));
                    break;
                case { Registration: Registration.Read reading }:
                    Start(generator.Generate(reading));
                    break;
                case { Registration: Registration.ResourceOutputs given }:
                    await outputs.RegisterAsync(given);
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
        if (plan is { Continue: { } planned, Steps: [ImportStep import, ..] })
        {
            _continuations.Add(ContinueAsync(planned, import, running));
        }
    }

    private async Task<bool> ContinueAsync(PlannedGoal planned, ImportStep import, Task running)
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
                planned.Registration,
                async () =>
                    _ = StartUnskipped(
                        await generator.ContinueAsync(
                            planned,
                            import.NewSlot,
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

    // A step that depends on a failed one is skipped, together with its own dependents.
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

    /// <summary>A registration on its way to be planned.</summary>
    /// <param name="Planned">What is planned for a resource.</param>
    /// <param name="Check">Completes when the provider's answers that planning needs are there.</param>
    /// <param name="Error">Why the registration cannot be planned at all.</param>
    private sealed record QueuedRegistration(
        Registration Registration,
        PlannedGoal? Planned = null,
        Task? Check = null,
        ExceptionDispatchInfo? Error = null
    );
}
