using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;

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
        if (planned is not { IsTargeted: true, Old: { State: var old } slot })
        {
            return;
        }

        // A resource that became a component has only its former provider.
        var current = planned.New.Provider is { Length: > 0 } provider ? provider : null;
        if (current is null)
        {
            await context.EnsureProviderAsync(old, CancellationToken.None);
        }

        var step = new RefreshStep(slot, isCounted: false, current) { Wanted = planned.New.Inputs };
        await executor.Start([step]);
        executor.Stopped.ThrowIfCancellationRequested();
        if (executor.Failed.Contains(step))
        {
            throw new ReportedException("the refresh failed");
        }

        if (step.Found is null)
        {
            planned.Old = null;
            context.Vanished.Enqueue(slot);
            await recorder.CommitAsync(new() { Remove = slot, Durable = false });
        }
        else if (!ReferenceEquals(step.Found, old))
        {
            await recorder.CommitAsync(new() { Set = (slot, step.Found), Durable = false });
        }
    }
}
