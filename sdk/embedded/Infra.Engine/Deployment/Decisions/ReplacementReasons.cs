using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>The reasons to replace a resource before its provider is asked how it differs.</summary>
internal sealed class ReplacementReasons(PlanningContext context)
{
    /// <summary>The replacement for the first reason that holds, or <c>null</c>.</summary>
    public async Task<DiffResult?> FindAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    )
    {
        var replaced = context.Seen.Replaces;
        var reason =
            TriggerFires(planned, old) ? "replacementTrigger"
            : context.IsReplaceAskedFor(planned.Urn, planned.Old) ? "id"
            : planned.New.ReplaceWith.Any(replaced.Contains) ? "replaceWith"
            : planned.New.DeletedWith is { } with && replaced.Contains(with) ? "deletedWith"
            : await ProviderReplacesAsync(old.Provider, planned.New.Provider, cancellationToken)
                ? "provider"
            : null;
        return reason is null ? null : DiffResult.Replacement(reason);
    }

    private bool TriggerFires(PlannedGoal planned, ResourceState old)
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
        return trigger is { ContainsUnknowns: true }
            || former is { ContainsUnknowns: true }
            || (isKnownBefore && isKnownNow && !Equals(trigger, former));
    }

    // The new provider may be unable to manage what the former one created.
    private async Task<bool> ProviderReplacesAsync(
        string old,
        string current,
        CancellationToken cancellationToken
    )
    {
        if (old == current)
        {
            return false;
        }

        // One side is a component, so there is nothing to continue.
        if (old.Length == 0 || current.Length == 0)
        {
            return true;
        }

        var oldReference = ProviderReference.Parse(old);
        var reference = ProviderReference.Parse(current);
        var isOnlyRenamed = reference.Urn.Equals(
            context.Seen.Aliased.GetValueOrDefault(oldReference.Urn)
        );
        if (isOnlyRenamed || context.Olds.Find(oldReference.Urn) is not { } oldProvider)
        {
            return false;
        }

        var provider =
            context.Providers.Find(current)
            ?? throw new ProviderException(
                $"The provider {current} is not running; it should have been registered before."
            );
        var inputs =
            context.Seen.Providers.GetValueOrDefault(reference.Urn)?.Inputs
            ?? oldProvider.State.Inputs;
        var diff = await provider.DiffConfigAsync(
            new()
            {
                Urn = reference.Urn,
                Id = oldReference.Id,
                OldInputs = oldProvider.State.Inputs.Configuration(),
                OldOutputs = oldProvider.State.Outputs,
                NewInputs = inputs.Configuration(),
            },
            cancellationToken
        );
        return diff.Replaces;
    }
}
