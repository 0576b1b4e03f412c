using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>Replaces a resource whose replacement trigger has changed or is unknown.</summary>
internal sealed class TriggerReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public Task<DiffResult?> FindAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    )
    {
        var trigger = planned.New.ReplacementTrigger?.Unwrap();
        var former = old.ReplacementTrigger?.Unwrap();
        if (trigger is { ContainsUnknowns: true } && !context.Options.IsPreview)
        {
            const string Message = "The replacement trigger holds values that are not known.";
            context.Events.Error(planned.Urn, Message);
            throw new ReportedException(Message);
        }

        var isKnownBefore = former is not null and not PropertyValue.Null;
        var isKnownNow = trigger is not null and not PropertyValue.Null;
        var fires =
            trigger is { ContainsUnknowns: true }
            || former is { ContainsUnknowns: true }
            || (isKnownBefore && isKnownNow && !Equals(trigger, former));
        return Task.FromResult(fires ? DiffResult.Replacement("replacementTrigger") : null);
    }
}
