using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Refreshes resources one after the other as the program registers them, because their providers have the current configuration
/// by then.
/// </summary>
internal sealed class RefreshAlong(
    PlanningContext context,
    StepExecutor executor,
    StateRecorder recorder
)
{
    /// <summary>Refreshes the resource with which a registration is going to be compared.</summary>
    public async Task RunAsync(PlannedGoal planned)
    {
        if (planned.Old is not { State: var old } slot || !IsMeant(planned, old))
        {
            return;
        }

        // A resource that became a component has only its former provider, and a provider may need what is not made.
        var provider = planned.New.Provider;
        var current = context.Providers.Find(provider) is null ? null : provider;
        if (current is null)
        {
            await context.EnsureProviderAsync(old, CancellationToken.None);
        }

        var isRefresh = context.Kind == DeploymentKind.Refresh;
        var step = new RefreshStep(slot, isRefresh, current) { Wanted = planned.New.Inputs };
        await executor.Start([step]);
        executor.Stopped.ThrowIfCancellationRequested();
        if (executor.Failed.Contains(step))
        {
            throw new ReportedException("the refresh failed");
        }

        if (isRefresh)
        {
            context.Refreshed.Add(old.Urn);
            context.Refreshed.Add(planned.Urn);
        }

        if (step.Found is null)
        {
            planned.Old = null;
            context.Vanished.Enqueue(slot);
            // What depends on it stays as it is in a refresh, so that both are recorded together at the end.
            if (!isRefresh)
            {
                await recorder.CommitAsync(new() { Remove = slot, Durable = false });
            }
        }
        else if (!ReferenceEquals(step.Found, old))
        {
            await recorder.CommitAsync(new() { Set = (slot, step.Found), Durable = false });
        }
    }

    /// <summary>Whether it is this resource's turn. Of a refresh, components and providers have theirs when the program is done.</summary>
    private bool IsMeant(PlannedGoal planned, ResourceState old) =>
        context.Kind == DeploymentKind.Refresh
            ? old is { Custom: true, External: false }
                && !Urn.IsProviderType(old.Type)
                && context.Targets.Selects(old)
            : planned.IsTargeted;
}
