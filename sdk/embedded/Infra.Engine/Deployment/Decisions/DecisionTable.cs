using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Decides what becomes of a registered resource. The first row that fits is taken.</summary>
internal sealed class DecisionTable(
    PlanningContext context,
    InputCheck check,
    DependentReplacements dependents
)
{
    private readonly KeepUntargetedDecision _keep = new(context);
    private readonly ChangeDecision _change = new(context, new(context, check, dependents));

    public async Task<ImmutableArray<Step>> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    ) =>
        planned switch
        {
            { IsRecreated: true, Old: { } old } => Recreate(planned, old),
            { IsTargeted: true, Old: { State.External: true } old } => Own(planned, old),
            { IsTargeted: false, Old: { } old } => _keep.Decide(planned, old),
            { Old: { } old } => await _change.DecideAsync(planned, old, cancellationToken),
            { IsTargeted: false } => SkipCreate(planned),
            _ => Create(planned),
        };

    /// <summary>Creates a resource again that this run deleted earlier because of its dependencies.</summary>
    private ImmutableArray<Step> Recreate(PlannedGoal planned, ResourceSlot old)
    {
        context.Seen.Deletes.Remove(planned.Urn);
        context.Seen.Replaces.Add(planned.Urn);
        var keys = context.Seen.DependentReplaceKeys.GetValueOrDefault(planned.Urn, []);
        var diff = new DiffResult { Changes = DiffChanges.Some, ReplaceKeys = keys };
        var create = CreateStep.Replacement(
            planned.Registration,
            old,
            planned.New,
            marksOld: false,
            diff
        );
        return [new ReplaceStep(old, create.NewSlot), create];
    }

    /// <summary>Creates a resource that was only read so far: the read one is not ours, so a new one is made.</summary>
    private ImmutableArray<Step> Own(PlannedGoal planned, ResourceSlot old)
    {
        context.Seen.Creates.Add(planned.Urn);
        var create = CreateStep.Replacement(
            planned.Registration,
            old,
            planned.New,
            marksOld: true,
            DiffResult.None
        );
        return [create, new ReplaceStep(old, create.NewSlot)];
    }

    /// <summary>Leaves out a new resource outside of the targets.</summary>
    private ImmutableArray<Step> SkipCreate(PlannedGoal planned)
    {
        context.Seen.Sames.Add(planned.Urn);
        context.Seen.SkippedCreates.Add(planned.Urn);
        return [new SkippedCreateStep(planned.Registration, planned.New)];
    }

    private ImmutableArray<Step> Create(PlannedGoal planned)
    {
        context.Seen.Creates.Add(planned.Urn);
        return [CreateStep.New(planned.Registration, planned.New)];
    }
}
