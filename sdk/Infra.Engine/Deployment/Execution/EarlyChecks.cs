using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Has providers check registrations, and compare them with the state, before it is their turn to be planned: the answers do not depend
/// on what is decided about others, and may take a while.
/// </summary>
internal sealed class EarlyChecks(PlanningContext context, InputCheck check, RefreshAlong refresh)
    : IDisposable
{
    private readonly SemaphoreSlim _atOnce = new(Math.Max(1, context.Options.Parallel));

    /// <summary>Begins; the task is done when everything is known that planning needs.</summary>
    public async Task RunAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            // The next registration need not wait for what happens here before the first answer.
            await Task.Yield();
            if (context.RefreshesAlong)
            {
                await refresh.RunAsync(candidate);
            }

            await check.ApplyAsync(candidate, cancellationToken);
            if (IsComparable(candidate))
            {
                candidate.EarlyDiff = ProviderDiff.DiffAsync(candidate, cancellationToken);
                // Its failure counts only where the comparison does.
                await Task.WhenAny(candidate.EarlyDiff);
            }
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();

    private bool IsComparable(Candidate candidate) =>
        candidate is { IsTargeted: true, IsRecreated: false, Provider: not null }
        && candidate.Old is { State: { External: false, PendingReplacement: false } old }
        && old.Provider == candidate.New.Provider
        && !ProviderReference.IsProviderType(old.Type)
        && !context.IsReplaceAskedFor(candidate.Urn, candidate.Old);
}
