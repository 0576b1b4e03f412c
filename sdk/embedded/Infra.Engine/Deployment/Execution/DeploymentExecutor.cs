using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Takes registrations in order, has steps planned and applied, and finally deletes what is no longer registered.</summary>
internal sealed class DeploymentExecutor(
    PlanningContext context,
    PlanningLoop planning,
    StepExecutor executor,
    DeletionPlan deletions,
    StepHooks hooks,
    PendingCreations creations,
    RefreshPhase refresh,
    ImportSource imports,
    StateRecorder recorder,
    ErrorReports reports
) : IDisposable
{
    /// <summary>Runs to the end and returns whether everything succeeded. Every error is published.</summary>
    public async Task<bool> RunAsync(
        RegistrationInbox inbox,
        DeploymentKind kind,
        CancellationToken cancellationToken
    )
    {
        using var stopping = cancellationToken.Register(executor.Stop);
        var succeeded = false;
        try
        {
            succeeded = await reports.TryAsync(null, () => BeginAsync(kind));
            if (succeeded && (kind != DeploymentKind.Refresh || context.Options.RunProgram))
            {
                succeeded = await planning.RunAsync(inbox) && await EndAsync(kind);
            }

            await executor.IdleAsync();
        }
        finally
        {
            Abandon(inbox);
        }

        return succeeded
            && !context.HasRefused
            && !executor.HasFailed
            && !executor.Stopped.IsCancellationRequested;
    }

    public void Dispose() => planning.Dispose();

    private async Task BeginAsync(DeploymentKind kind)
    {
        if (kind == DeploymentKind.Import)
        {
            await imports.KeepAsync();
            _ = imports.RunAsync();
            return;
        }

        // The program may still make what an exclusion names; what it cannot make is mistyped, and should not cost what it should have kept.
        context.RequireTargets(
            context.Targets.ExcludeLiterals.Where(literal =>
                !context.MayBeMade(literal)
                && !context.Options.ImportPendingCreates.ContainsKey(literal)
            ),
            isExclusion: true
        );
        if (kind != DeploymentKind.Refresh)
        {
            creations.Warn();
        }

        await creations.ResolveAsync();
        if (!context.RefreshesAlong)
        {
            await refresh.RunAsync();
        }

        context.RequireTargets(context.Targets.ReplaceLiterals);
    }

    private async Task<bool> EndAsync(DeploymentKind kind)
    {
        await executor.IdleAsync();
        if (executor.Stopped.IsCancellationRequested)
        {
            return false;
        }

        // What was refreshed when the program registered it, and what it has just read or created, is as the state has it.
        var seen = context.Seen;
        HashSet<Urn> current = [.. context.Refreshed, .. seen.Reads, .. seen.Creates];
        if (context.IsForProviders)
        {
            context.TakeStock(recorder);
        }

        return kind switch
        {
            DeploymentKind.Import => true,
            DeploymentKind.Refresh => await reports.TryAsync(
                null,
                () => refresh.RunAsync(state => state.Delete || !current.Contains(state.Urn))
            ),
            _ => await reports.TryAsync(null, RefreshRestAsync)
                && await reports.TryAsync(null, DeleteRestAsync),
        };
    }

    private Task RefreshRestAsync()
    {
        context.DropVanished();
        return context.RefreshesAlong
            ? refresh.RunAsync(state =>
                !context.Seen.HasStep(state.Urn) && !context.Seen.IsKept(state.Urn)
            )
            : Task.CompletedTask;
    }

    private async Task DeleteRestAsync()
    {
        context.RequireTargets(context.Targets.TargetLiterals);
        context.RequireTargets(context.Targets.ExcludeLiterals, isExclusion: true);
        var (sames, waves) = await deletions.PlanAsync(CancellationToken.None);
        hooks.RequireRegistered(waves.SelectMany(wave => wave));
        await executor.Start(sames);
        foreach (var wave in waves)
        {
            // The dependencies of a resource stay when its deletion has failed.
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

    private void Abandon(RegistrationInbox inbox)
    {
        inbox.Complete();
        planning.Abandon();
        while (inbox.Reader.TryRead(out var registration))
        {
            registration.Abandon();
        }
    }
}
