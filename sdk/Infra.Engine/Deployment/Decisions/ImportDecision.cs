using System.Collections.Immutable;
using Infra.Engine.Deployment.Imports;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A resource that names one to import is imported, unless the state has just that one already.</summary>
internal sealed class ImportDecision(PlanningContext context)
{
    /// <summary>Whether there is something to import.</summary>
    public static bool IsImport(Candidate candidate)
    {
        var (goal, old) = (candidate.Goal, candidate.Old?.State);
        var known = old is { External: false }
            ? old.ImportId is { Length: > 0 } given
                ? given
                : old.Id
            : null;
        return goal is { Custom: true, ImportId.Length: > 0 }
            && known != goal.ImportId
            && candidate.IsTargeted;
    }

    /// <summary>The import.</summary>
    public ImportStep Decide(Candidate candidate)
    {
        context.Seen.Imports.Add(candidate.Urn);
        // Kept at the end of the run, whatever follows: it is part of what the program wants.
        context.Seen.Sames.Add(candidate.Urn);
        return new(
            candidate.Registration,
            candidate.IsRecreated ? null : candidate.Old,
            candidate.New
        );
    }

    /// <summary>The import of a resource that no program says anything about.</summary>
    public TakeOverStep TakeOver(Candidate candidate, ImportGoal goal)
    {
        context.Seen.Imports.Add(candidate.Urn);
        context.Seen.Sames.Add(candidate.Urn);
        return new(candidate.Registration, candidate.New, goal, candidate.RandomSeed);
    }

    /// <summary>The steps of an import: where the state has another resource, that one is replaced.</summary>
    public static ImmutableArray<Step> Steps(ImportStep import) =>
        import.OldSlot is { } old ? [import, new ReplaceStep(old, import.NewSlot!)] : [import];
}
