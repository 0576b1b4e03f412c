using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>The value that the user named as trigger is another one, or not known yet.</summary>
internal sealed class TriggerReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public Task<DiffResult?> FindAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var trigger = candidate.New.ReplacementTrigger?.Unwrap();
        var old = candidate.Old!.State.ReplacementTrigger?.Unwrap();
        if (trigger is { ContainsUnknowns: true } && !context.Options.IsPreview)
        {
            const string Message = "The replacement trigger holds values that are not known.";
            context.Events.Error(candidate.Urn, Message);
            throw new ReportedException(Message);
        }

        var isKnownBefore = old is not null and not PropertyValue.Null;
        var isKnownNow = trigger is not null and not PropertyValue.Null;
        var fires =
            trigger is { ContainsUnknowns: true }
            || old is { ContainsUnknowns: true }
            || (isKnownBefore && isKnownNow && !Equals(trigger, old));
        return Task.FromResult(fires ? DiffResult.Replacement("replacementTrigger") : null);
    }
}
