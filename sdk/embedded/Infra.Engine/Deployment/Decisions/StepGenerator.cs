using System.Collections.Immutable;
using System.Security.Cryptography;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Turns registrations into steps, one at a time in the program's order.</summary>
internal sealed class StepGenerator(
    PlanningContext context,
    InputCheck check,
    DependentReplacements dependents
)
{
    private const int SeedLength = 32;
    private readonly AliasResolver _aliases = new(context);
    private readonly ImportDecision _import = new(context);
    private readonly DecisionTable _table = new(context, check, dependents);

    /// <summary>Builds a registration's urn and finds its old state. The provider's answers come later.</summary>
    public PlannedGoal Prepare(Registration.Resource registration)
    {
        var goal = registration.Goal;
        var urn = Claim(goal);
        var (old, alias) = _aliases.Find(urn, goal);
        var state = goal.ToState(urn, alias, old?.State);
        var seen = context.Seen;
        if (Urn.IsProviderType(goal.Type))
        {
            seen.Providers[urn] = state;
        }

        var planned = new PlannedGoal(registration, state, old)
        {
            IsRecreated = old is not null && seen.Deletes.Contains(urn),
            IsTargeted = context.TakesPart(state),
            RandomSeed = RandomNumberGenerator.GetBytes(SeedLength),
        };
        if (planned.IsTargeted && !context.IsForProviders)
        {
            RefuseSkippedDependencies(planned);
        }

        planned.Provider = FindProvider(planned);
        planned.IsImport = ImportDecision.IsImport(planned);
        return planned;
    }

    /// <summary>The steps for a prepared and checked registration.</summary>
    public async Task<Plan> GenerateAsync(PlannedGoal planned, CancellationToken cancellationToken)
    {
        context.DropVanished();
        // A registration planned meanwhile may have deleted this resource.
        var isRecreated = planned.Old is not null && context.Seen.Deletes.Contains(planned.Urn);
        if (isRecreated && !planned.IsRecreated)
        {
            planned.IsRecreated = true;
            await RecheckAsync(planned, cancellationToken);
        }

        if (planned is { IsImport: true, Goal.Import: { } taken })
        {
            return new([_import.TakeOver(planned, taken)]);
        }

        return planned.IsImport
            ? new(ImportDecision.Steps(_import.Decide(planned)), Continue: planned)
            : new(await DecideAsync(planned, cancellationToken));
    }

    /// <summary>The steps that update a newly imported resource to the program's inputs.</summary>
    public async Task<ImmutableArray<Step>> ContinueAsync(
        PlannedGoal planned,
        ResourceSlot imported,
        CancellationToken cancellationToken
    )
    {
        planned.Old = imported;
        planned.IsImported = true;
        await check.ApplyAsync(planned, cancellationToken);
        return await DecideAsync(planned, cancellationToken);
    }

    /// <summary>The steps for a resource that the program reads.</summary>
    public Plan Generate(Registration.Read reading)
    {
        var urn = Claim(reading.Goal);
        if (reading.Id.Length == 0)
        {
            throw new InfraException($"{urn} cannot be read without an id.");
        }

        var (old, alias) = _aliases.Find(urn, reading.Goal);
        var state = reading.Goal.ToState(urn, alias, old: null) with
        {
            Id = reading.Id,
            External = true,
        };
        if (old is { State.External: false } && old.State.Id != reading.Id)
        {
            context.Seen.Replaces.Add(urn);
            var read = new ReadStep(reading, old, state, isReplacement: true);
            return new([read, new ReplaceStep(old, read.NewSlot)]);
        }

        context.Seen.Reads.Add(urn);
        return new([new ReadStep(reading, old, state, isReplacement: false)]);
    }

    private async Task<ImmutableArray<Step>> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    )
    {
        context.Targets.Note(planned.New, planned.IsTargeted);

        if (context.Seen.Providers.ContainsKey(planned.Urn))
        {
            context.Seen.Providers[planned.Urn] = planned.New;
        }

        return await _table.DecideAsync(planned, cancellationToken);
    }

    private async Task RecheckAsync(PlannedGoal planned, CancellationToken cancellationToken)
    {
        planned.EarlyDiff = null;
        if (!planned.IsImport)
        {
            await check.ApplyAsync(planned, cancellationToken);
        }
    }

    private IResourceProvider? FindProvider(PlannedGoal planned)
    {
        var state = planned.New;
        if (!state.Custom || !planned.IsTargeted)
        {
            return null;
        }

        return Urn.IsProviderType(state.Type)
            ? context.Providers
            : context.Providers.Find(state.Provider)
                ?? throw new ProviderException(
                    $"The provider {state.Provider} of {state.Urn} was never registered."
                );
    }

    private Urn Claim(ResourceGoal goal)
    {
        if (goal.Parent is { } parent && !context.Seen.Urns.Contains(parent))
        {
            throw new InfraException(
                $"The parent {parent} of {goal.Type} '{goal.Name}' is not registered."
            );
        }

        var urn = Urn.Create(context.Stack, context.Project, goal.Parent, goal.Type, goal.Name);
        if (context.Seen.Urns.Add(urn))
        {
            return urn;
        }

        var message = context.Seen.KeptAhead.Contains(urn)
            ? $"{urn} is registered too late: a resource that is not targeted was registered before and still needs it as the state "
                + "has it. Target that resource too, or run without targets, after which it needs this one no more."
            : $"The urn {urn} is taken: two resources of type {goal.Type} have the name '{goal.Name}'. Give one another name.";
        context.Events.Error(urn, message);
        throw new ReportedException(message);
    }

    /// <summary>Refuses what needs a new resource that the run leaves out; a preview goes on to report all of them.</summary>
    private void RefuseSkippedDependencies(PlannedGoal planned)
    {
        var skipped = context.Seen.SkippedCreates;
        foreach (var needed in planned.New.All().Where(skipped.Contains).Distinct().ToList())
        {
            var message =
                $"{planned.Urn} depends on {needed}, which would be created but is left out of this run. "
                + (
                    context.Targets.HasExcludes
                        ? "Leave out both with --exclude-dependents, or neither."
                        : $"Add it: --target '{needed}'."
                );
            context.Refuse(planned.Urn, message);
            // Each skipped resource is reported once.
            skipped.Remove(needed);
        }
    }
}
