using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Imports the resource that a registration names, unless the state has that one already.</summary>
internal sealed class ImportDecision(PlanningContext context)
{
    public static bool IsImport(PlannedGoal planned)
    {
        var (goal, old) = (planned.Goal, planned.Old?.State);
        var known = old is { External: false }
            ? old.ImportId is { Length: > 0 } given
                ? given
                : old.Id
            : null;
        return goal is { Custom: true, ImportId.Length: > 0 }
            && known != goal.ImportId
            && planned.IsTargeted;
    }

    public ImportStep Decide(PlannedGoal planned)
    {
        context.Seen.Imports.Add(planned.Urn);
        // The program registered the resource, so it is kept at the end of the run.
        context.Seen.Sames.Add(planned.Urn);
        return new(planned.Registration, planned.IsRecreated ? null : planned.Old, planned.New);
    }

    /// <summary>The import of a resource that no program registers.</summary>
    public TakeOverStep TakeOver(PlannedGoal planned, ImportGoal goal)
    {
        context.Seen.Imports.Add(planned.Urn);
        context.Seen.Sames.Add(planned.Urn);
        return new(planned.Registration, planned.New, goal, planned.RandomSeed);
    }

    /// <summary>The steps of an import; another resource under the same urn is replaced.</summary>
    public static ImmutableArray<Step> Steps(ImportStep import) =>
        import.OldSlot is { } old ? [import, new ReplaceStep(old, import.NewSlot)] : [import];
}
