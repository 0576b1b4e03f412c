using System.Collections.Immutable;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Takes a program's wishes in order, has steps planned and applied, and deletes what is left in the end.</summary>
internal sealed class DeploymentExecutor(
    PlanningContext context,
    StepGenerator generator,
    StepExecutor executor,
    OutputsRecorder outputs,
    DeletionPlan deletions,
    RefreshPhase refresh
) : IDisposable
{
    private readonly SemaphoreSlim _planning = new(1);
    private readonly List<Task<bool>> _continuations = [];
    private readonly HashSet<Urn> _skipped = [];
    private readonly List<SourceEvent> _taken = [];

    /// <summary>Runs until everything is done, and says whether all went well. Every error is published.</summary>
    public async Task<bool> RunAsync(
        SourceInbox inbox,
        DeploymentKind kind,
        CancellationToken cancellationToken
    )
    {
        using var stopping = cancellationToken.Register(executor.Stop);
        var succeeded = false;
        try
        {
            succeeded = await ReportAsync(null, refresh.RunAsync);
            if (succeeded && kind != DeploymentKind.Refresh)
            {
                succeeded = await TakeAllAsync(inbox) && await EndAsync();
            }

            await executor.IdleAsync();
        }
        finally
        {
            Abandon(inbox);
        }

        return succeeded && !executor.HasFailed && !executor.Stopped.IsCancellationRequested;
    }

    /// <inheritdoc/>
    public void Dispose() => _planning.Dispose();

    private async Task<bool> EndAsync()
    {
        var continued = await Task.WhenAll(_continuations);
        return Array.TrueForAll(continued, ok => ok)
            && !executor.Stopped.IsCancellationRequested
            && await ReportAsync(null, DeleteRestAsync);
    }

    private async Task<bool> TakeAllAsync(SourceInbox inbox)
    {
        try
        {
            await foreach (var wish in inbox.Reader.ReadAllAsync(executor.Stopped))
            {
                _taken.Add(wish);
                if (!await ReportAsync(wish, () => HandleAsync(wish)))
                {
                    executor.Stop();
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
            executor.Stop();
            return false;
        }
        catch (InfraException e)
        {
            context.Events.Error(null, e.Message);
            executor.Stop();
            return false;
        }
    }

    private async Task<bool> ReportAsync(SourceEvent? wish, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (ReportedException)
        {
            return false;
        }
        catch (InfraException e)
        {
            context.Events.Error(UrnOf(wish), e.Message);
            return false;
        }
    }

    // One registration is planned after the other, whoever asks.
    private async Task HandleAsync(SourceEvent wish)
    {
        await _planning.WaitAsync();
        try
        {
            await PlanAsync(wish);
        }
        finally
        {
            _planning.Release();
        }
    }

    private async Task PlanAsync(SourceEvent wish)
    {
        switch (wish)
        {
            case SourceEvent.Registration registration:
                Start(await generator.GenerateAsync(registration, CancellationToken.None));
                break;
            case SourceEvent.Reading reading:
                Start(generator.Generate(reading));
                break;
            case SourceEvent.OutputsRegistration registration:
                await outputs.RegisterAsync(registration);
                break;
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
            var isPlanned = await ReportAsync(
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

    private async Task DeleteRestAsync()
    {
        await executor.IdleAsync();
        if (executor.Stopped.IsCancellationRequested)
        {
            return;
        }

        var (sames, deletes) = await deletions.PlanAsync(CancellationToken.None);
        await executor.Start(sames);
        foreach (var wave in DeletionWaves.Of(context.Olds, deletes))
        {
            // What a resource needs stays as long as the resource itself could not be deleted.
            var needed = NeededBy(executor.Failed);
            await executor.RunAllAsync(wave.Where(step => !needed.Contains(step.Urn)));
        }
    }

    private HashSet<Urn> NeededBy(ImmutableArray<Step> failed)
    {
        var needed = new HashSet<Urn>();
        var pending = new Stack<Urn>(failed.SelectMany(step => Needs(step.Urn)));
        while (pending.TryPop(out var urn))
        {
            if (needed.Add(urn))
            {
                foreach (var next in Needs(urn))
                {
                    pending.Push(next);
                }
            }
        }

        return needed;
    }

    private IEnumerable<Urn> Needs(Urn urn) =>
        context.Olds.FindAll(urn).SelectMany(slot => slot.State.All());

    private Urn? UrnOf(SourceEvent? wish) =>
        wish switch
        {
            SourceEvent.Registration { Goal: var goal } => UrnOf(goal),
            SourceEvent.Reading { Goal: var goal } => UrnOf(goal),
            SourceEvent.OutputsRegistration { Urn: var urn } => urn,
            _ => null,
        };

    private Urn UrnOf(ResourceGoal goal) =>
        Urn.Create(context.Stack, context.Project, goal.Parent, goal.Type, goal.Name);

    // Nobody waits for an answer that never comes: the program is to end too.
    private void Abandon(SourceInbox inbox)
    {
        inbox.Complete();
        foreach (var wish in _taken)
        {
            wish.Abandon();
        }

        while (inbox.Reader.TryRead(out var wish))
        {
            wish.Abandon();
        }
    }
}
