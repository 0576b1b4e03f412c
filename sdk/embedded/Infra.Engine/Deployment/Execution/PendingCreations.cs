using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Protocol;

namespace Infra.Engine.Deployment.Execution;

/// <summary>
/// Resolves pending creates of an interrupted run: the user says that the resource does not exist, or gives its id.
/// </summary>
internal sealed class PendingCreations(
    ImmutableArray<PendingOperation> operations,
    PlanningContext context,
    StepExecutor executor,
    StateRecorder recorder,
    EventPublisher events
)
{
    /// <summary>Says before anything is changed what is not known. A preview changes nothing, and a refresh finds it out.</summary>
    public void Warn()
    {
        if (operations.IsEmpty || context.Options.IsPreview || context.Options.Refresh)
        {
            return;
        }

        var lines = operations.Select(o =>
            $"  * {o.Resource.Urn}, interrupted while {o.Type.ToString().ToLower(CultureInfo.InvariantCulture)}"
        );
        events.Warning(
            null,
            "An earlier run was interrupted, and how these operations ended is not known:\n"
                + string.Join('\n', lines)
                + "\nRun `pulumi refresh` to compare the state with what is there."
        );
    }

    /// <summary>Resolves the pending creates that the user named. All other pending creates are kept.</summary>
    public async Task ResolveAsync()
    {
        var creations = operations.Where(o => o.Type == OperationType.Creating).ToList();
        RequireCreations(creations);
        foreach (var creation in creations)
        {
            var urn = creation.Resource.Urn;
            if (context.Options.ImportPendingCreates.TryGetValue(urn.Value, out var id))
            {
                await AdoptAsync(creation, id);
            }
            else if (context.Options.ClearPendingCreates)
            {
                await ClearAsync(creation);
            }
        }
    }

    private void RequireCreations(List<PendingOperation> creations)
    {
        var known = creations.Select(c => c.Resource.Urn.Value).ToHashSet();
        var unknown = context.Options.ImportPendingCreates.Keys.Where(urn => !known.Contains(urn));
        if (unknown.ToList() is { Count: > 0 } urns)
        {
            throw new InfraException(
                $"No creation of these resources was interrupted, so there is nothing to import: {string.Join(", ", urns)}."
            );
        }
    }

    private async Task AdoptAsync(PendingOperation creation, string id)
    {
        await context.EnsureProviderAsync(creation.Resource, CancellationToken.None);
        var step = new AdoptStep(creation, context.Olds.Find(creation.Resource.Urn), id);
        await executor.Start([step]);
        if (executor.HasFailed || executor.Stopped.IsCancellationRequested)
        {
            throw new ReportedException("an interrupted creation could not be resolved");
        }

        context.Olds = context.Olds.With(step.NewSlot);
    }

    private async Task ClearAsync(PendingOperation creation)
    {
        context.Events.Diagnose(
            creation.Resource.Urn,
            DiagnosticSeverity.Info,
            "The interrupted creation of this resource is cleared: if it was made all the same, it is not managed any more."
        );
        if (!context.Options.IsPreview)
        {
            await recorder.CommitAsync(new() { Ends = creation });
        }
    }
}
