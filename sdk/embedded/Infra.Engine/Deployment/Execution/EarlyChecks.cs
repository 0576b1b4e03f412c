using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Has providers check and diff registrations ahead of planning, because their answers are slow and independent of decisions about
/// other resources.
/// </summary>
internal sealed class EarlyChecks(PlanningContext context, InputCheck check, RefreshAlong refresh)
    : IDisposable
{
    private readonly SemaphoreSlim _atOnce = new(Math.Max(1, context.Options.Parallel));

    /// <summary>Starts the checks; the task completes when planning has all the answers it needs.</summary>
    public async Task RunAsync(PlannedGoal planned, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            // The next registration does not wait for the synchronous part of this check.
            await Task.Yield();
            if (context.RefreshesAlong)
            {
                await refresh.RunAsync(planned);
            }

            await check.ApplyAsync(planned, cancellationToken);
            if (ComparedWith(planned) is { } old)
            {
                planned.EarlyDiff = planned.DiffAsync(old, cancellationToken);
                // A failure is reported only when planning uses the diff.
                await Task.WhenAny(planned.EarlyDiff);
            }
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private ResourceState? ComparedWith(PlannedGoal planned) =>
        planned is { IsTargeted: true, IsRecreated: false, Provider: not null }
        && planned.Old is { State: { External: false, PendingReplacement: false } old }
        && old.Provider == planned.New.Provider
        && !Urn.IsProviderType(old.Type)
        && !context.IsReplaceAskedFor(planned.Urn, planned.Old)
        // Whether one of its companions is replaced is known only when they are planned.
        && planned.New is { ReplaceWith.IsEmpty: true, DeletedWith: null }
            ? old
            : null;
}
