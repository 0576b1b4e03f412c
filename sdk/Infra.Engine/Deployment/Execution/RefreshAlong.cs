using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Brings the state in line with what is there, one resource after the other as the program registers them: by then their providers
/// have today's configuration.
/// </summary>
internal sealed class RefreshAlong(
    PlanningContext context,
    StepExecutor executor,
    StateRecorder recorder
)
{
    /// <summary>Refreshes what a registration is going to be compared with.</summary>
    public async Task RunAsync(Candidate candidate)
    {
        if (
            !candidate.IsTargeted
            || candidate.Old is not { State: { Custom: true } old } slot
            || ProviderReference.IsProviderType(old.Type)
        )
        {
            return;
        }

        await context.EnsureProviderAsync(old, CancellationToken.None);
        var step = new RefreshStep(slot, isCounted: false);
        await executor.Start([step]);
        executor.Stopped.ThrowIfCancellationRequested();
        if (executor.Failed.Contains(step))
        {
            throw new ReportedException("the refresh failed");
        }

        if (step.Found is null)
        {
            candidate.Old = null;
            context.Vanished.Enqueue(slot);
            await recorder.CommitAsync(new() { Remove = slot, Durable = false });
        }
        else if (!ReferenceEquals(step.Found, old))
        {
            await recorder.CommitAsync(new() { Set = (slot, step.Found), Durable = false });
        }
    }
}
