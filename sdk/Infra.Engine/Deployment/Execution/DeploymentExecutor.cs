using System.Collections.Immutable;
using Infra.Engine.Deployment.Imports;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Takes a program's wishes in order, has steps planned and applied, and deletes what is left in the end.</summary>
internal sealed class DeploymentExecutor(
    PlanningContext context,
    PlanningLoop planning,
    StepExecutor executor,
    DeletionPlan deletions,
    PendingCreations creations,
    RefreshPhase refresh,
    ImportSource imports,
    StateRecorder recorder,
    ErrorReports reports
) : IDisposable
{
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

    /// <inheritdoc/>
    public void Dispose() => planning.Dispose();

    private async Task BeginAsync(DeploymentKind kind)
    {
        if (kind == DeploymentKind.Import)
        {
            await imports.KeepAsync();
            _ = imports.RunAsync();
            return;
        }

        await creations.ResolveAsync();
        // With the program, what it registers is refreshed then, and in a refresh everything when it is done.
        if (!context.RefreshesAlong && !(kind == DeploymentKind.Refresh && context.IsForProviders))
        {
            await refresh.RunAsync();
        }

        TargetCheck.Require(context, context.Targets.ReplaceLiterals);
    }

    private async Task<bool> EndAsync(DeploymentKind kind)
    {
        await executor.IdleAsync();
        if (executor.Stopped.IsCancellationRequested)
        {
            return false;
        }

        if (context.IsForProviders)
        {
            context.TakeStock(recorder);
        }

        return kind switch
        {
            DeploymentKind.Import => true,
            DeploymentKind.Refresh => await reports.TryAsync(null, refresh.RunAsync),
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
        TargetCheck.Require(context, context.Targets.TargetLiterals);
        TargetCheck.Require(context, context.Targets.ExcludeLiterals, isExclusion: true);
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

    private void Abandon(SourceInbox inbox)
    {
        inbox.Complete();
        planning.Abandon();
        while (inbox.Reader.TryRead(out var wish))
        {
            wish.Abandon();
        }
    }
}
