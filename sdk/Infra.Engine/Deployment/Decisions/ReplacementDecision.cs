using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Replaces a resource: the new half before the old one goes, or after where both cannot be there at once.</summary>
internal sealed class ReplacementDecision(
    PlanningContext context,
    InputCheck check,
    DependentReplacements dependents
)
{
    /// <summary>The steps of the replacement.</summary>
    public async Task<ImmutableArray<Step>> DecideAsync(
        Candidate candidate,
        DiffResult diff,
        CancellationToken cancellationToken
    )
    {
        RefuseForProtection(candidate);
        RefuseForImport(candidate, diff);
        context.Seen.Replaces.Add(candidate.Urn);
        await check.ApplyForReplacementAsync(candidate, cancellationToken);

        var old = candidate.Old!;
        if (!(candidate.DeleteBeforeReplace ?? diff.DeleteBeforeReplace))
        {
            var create = CreateStep.Replacement(
                candidate.Registration,
                old,
                candidate.New,
                marksOld: true,
                diff
            );
            return [create, new ReplaceStep(old, create.NewSlot!) { Diff = diff }];
        }

        var steps = ImmutableArray.CreateBuilder<Step>();
        await DeleteDependentsAsync(steps, candidate.Urn, old, cancellationToken);
        await context.EnsureProviderAsync(old.State, cancellationToken);
        // An earlier run may have deleted it and ended before the new half was there.
        if (!old.State.PendingReplacement)
        {
            context.Seen.MarkDeleted(old.Urn);
            steps.Add(DeleteStep.Replaced(old, context.Seen.WasDeleted, awaitsReplacement: true));
        }

        var later = CreateStep.Replacement(
            candidate.Registration,
            old,
            candidate.New,
            marksOld: false,
            diff
        );
        steps.Add(new ReplaceStep(old, later.NewSlot!) { Diff = diff });
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
            // An earlier run may have deleted it already and ended before it came back.
            else if (!slot.State.PendingReplacement)
            {
                RefuseForProtection(slot, urn);
                steps.Add(
                    DeleteStep.Replaced(slot, context.Seen.WasDeleted, awaitsReplacement: true)
                );
            }

            // Whether it comes back will be known when it is registered, or not, later in this run.
            context.Seen.MarkDeleted(slot.Urn);
        }
    }

    private void RefuseForProtection(Candidate candidate)
    {
        if (
            !candidate.New.Protect
            || !candidate.Old!.State.Protect
            || context.Options.IgnoreProtect
        )
        {
            return;
        }

        var message =
            $"{candidate.Urn} cannot be replaced because it is protected. To replace it, set `protect` to false in the "
            + "program and run `pulumi up`.";
        context.Refuse(candidate.Urn, message);
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

    private void RefuseForImport(Candidate candidate, DiffResult diff)
    {
        if (candidate.Goal.ImportId.Length == 0)
        {
            return;
        }

        var message =
            $"{candidate.Urn} names the resource '{candidate.Goal.ImportId}' to import, and a replacement would make another "
            + $"one. Remove `import` from the program. What replaces it: {string.Join(", ", diff.ReplaceKeys)}.";
        if (!context.Options.IsPreview)
        {
            throw new InfraException(message);
        }

        context.Events.Warning(candidate.Urn, message);
    }
}
