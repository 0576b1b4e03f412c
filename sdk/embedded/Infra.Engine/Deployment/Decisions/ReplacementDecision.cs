using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Replaces a resource: creates the new one first, or deletes the old one first when both cannot coexist.</summary>
internal sealed class ReplacementDecision(
    PlanningContext context,
    InputCheck check,
    DependentReplacements dependents
)
{
    public async Task<ImmutableArray<Step>> DecideAsync(
        PlannedGoal planned,
        ResourceSlot old,
        DiffResult diff,
        CancellationToken cancellationToken
    )
    {
        RefuseForProtection(planned, old.State);
        RefuseForImport(planned, diff);
        context.Seen.Replaces.Add(planned.Urn);
        await check.ApplyForReplacementAsync(planned, cancellationToken);

        if (!(planned.Goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace))
        {
            var create = CreateStep.Replacement(
                planned.Registration,
                old,
                planned.New,
                marksOld: true,
                diff
            );
            return [create, new ReplaceStep(old, create.NewSlot) { Diff = diff }];
        }

        var steps = ImmutableArray.CreateBuilder<Step>();
        await DeleteDependentsAsync(steps, planned.Urn, old, cancellationToken);
        await context.EnsureProviderAsync(old.State, cancellationToken);
        // An earlier run may have deleted the old resource and ended before the new one was created.
        if (!old.State.PendingReplacement)
        {
            context.Seen.MarkDeleted(old.Urn);
            steps.Add(DeleteStep.Replaced(old, context.Seen.WasDeleted, awaitsReplacement: true));
        }

        var later = CreateStep.Replacement(
            planned.Registration,
            old,
            planned.New,
            marksOld: false,
            diff
        );
        steps.Add(new ReplaceStep(old, later.NewSlot) { Diff = diff });
        steps.Add(later);
        return steps.ToImmutable();
    }

    private async Task DeleteDependentsAsync(
        ImmutableArray<Step>.Builder steps,
        Urn urn,
        ResourceSlot old,
        CancellationToken cancellationToken
    )
    {
        var doomed = await dependents.OfAsync(old, cancellationToken);
        foreach (var (slot, keys) in doomed.Concat(dependents.Companions(urn)).Reverse())
        {
            if (!context.Seen.DeletedSlots.Add(slot))
            {
                continue;
            }

            context.Seen.DependentReplaceKeys[slot.Urn] = keys;
            if (slot.State.Delete)
            {
                steps.Add(DeleteStep.Unwanted(slot, context.Seen.WasDeleted));
            }
            // An earlier run may have deleted the resource already and ended before it was created again.
            else if (!slot.State.PendingReplacement)
            {
                RefuseForProtection(slot, urn);
                steps.Add(
                    DeleteStep.Replaced(slot, context.Seen.WasDeleted, awaitsReplacement: true)
                );
            }

            // A later registration in this run decides whether the resource is created again.
            context.Seen.MarkDeleted(slot.Urn);
        }
    }

    private void RefuseForProtection(PlannedGoal planned, ResourceState old)
    {
        if (!planned.New.Protect || !old.Protect || context.Options.IgnoreProtect)
        {
            return;
        }

        var message =
            $"{planned.Urn} cannot be replaced because it is protected. To replace it, set `protect` to false in the "
            + "program and run `pulumi up`.";
        context.Refuse(planned.Urn, message);
    }

    private void RefuseForProtection(ResourceSlot dependent, Urn urn)
    {
        if (dependent.State.Protect && !context.Options.IgnoreProtect)
        {
            var message =
                $"{dependent.Urn} cannot be replaced along with {urn}, on which it depends, because it is protected. Set "
                + $"`protect` to false in the program and run `pulumi up`, or run `pulumi state unprotect '{dependent.Urn}'`.";
            context.Events.Error(urn, message);
            throw new ReportedException(message);
        }
    }

    private void RefuseForImport(PlannedGoal planned, DiffResult diff)
    {
        if (planned.Goal.ImportId.Length == 0)
        {
            return;
        }

        var message =
            $"{planned.Urn} names the resource '{planned.Goal.ImportId}' to import, and a replacement would make another "
            + $"one. Remove `import` from the program. What replaces it: {string.Join(", ", diff.ReplaceKeys)}.";
        if (!context.Options.IsPreview)
        {
            throw new InfraException(message);
        }

        context.Events.Warning(planned.Urn, message);
    }
}
