using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A resource that names one to import is imported, unless the state has just that one already.</summary>
internal sealed class ImportDecision(PlanningContext context)
{
    /// <summary>The import, or <c>null</c> when there is nothing to import.</summary>
    public ImportStep? Decide(Candidate candidate)
    {
        var (goal, old) = (candidate.Goal, candidate.Old?.State);
        var known = old is { External: false }
            ? old.ImportId is { Length: > 0 } given
                ? given
                : old.Id
            : null;
        if (
            !goal.Custom
            || goal.ImportId.Length == 0
            || known == goal.ImportId
            || !candidate.IsTargeted
        )
        {
            return null;
        }

        context.Seen.Imports.Add(candidate.Urn);
        // Kept at the end of the run, whatever follows: it is part of what the program wants.
        context.Seen.Sames.Add(candidate.Urn);
        return new(
            candidate.Registration,
            candidate.IsRecreated ? null : candidate.Old,
            candidate.New
        );
    }

    /// <summary>The steps of an import: where the state has another resource, that one is replaced.</summary>
    public static ImmutableArray<Step> Steps(ImportStep import) =>
        import.OldSlot is { } old ? [import, new ReplaceStep(old, import.NewSlot!)] : [import];
}
