using System.Collections.Immutable;
using System.Security.Cryptography;
using Infra.Engine.Deployment.Decisions;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Turns what a program wants into steps, one registration after the other, in the order they come.</summary>
internal sealed class StepGenerator(
    PlanningContext context,
    InputCheck check,
    ImmutableArray<IStepDecision> decisions
)
{
    private const int SeedLength = 32;
    private readonly AliasResolver _aliases = new(context);
    private readonly ImportDecision _import = new(context);

    /// <summary>Names a registration and finds what it continues. What providers have to say of it is found out next.</summary>
    public Candidate Prepare(SourceEvent.Registration registration)
    {
        var goal = registration.Goal;
        var urn = Claim(goal);
        var (old, alias) = _aliases.Find(urn, goal);
        var state = NewStates.From(goal, urn, alias, old?.State);
        var seen = context.Seen;
        if (ProviderReference.IsProviderType(goal.Type))
        {
            seen.Providers[urn] = state;
        }

        var seed = RandomNumberGenerator.GetBytes(SeedLength);
        var candidate = new Candidate(registration, state, old)
        {
            IsRecreated = old is not null && seen.Deletes.Contains(urn),
            IsTargeted = context.TakesPart(state),
            RandomSeed = seed,
            Naming = goal.Custom ? context.Naming.Value.Propose(urn, seed) : null,
        };
        candidate.Provider = FindProvider(candidate);
        candidate.IsImport = ImportDecision.IsImport(candidate);
        return candidate;
    }

    /// <summary>The steps for a registration that was prepared and checked.</summary>
    public async Task<Plan> GenerateAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        context.DropVanished();
        // Others may have been planned since it was prepared, and one of them may have taken it along.
        var isRecreated = candidate.Old is not null && context.Seen.Deletes.Contains(candidate.Urn);
        if (isRecreated && !candidate.IsRecreated)
        {
            candidate.IsRecreated = true;
            await RecheckAsync(candidate, cancellationToken);
        }

        if (candidate is { IsImport: true, Goal.Import: { } taken })
        {
            return new([_import.TakeOver(candidate, taken)]);
        }

        return candidate.IsImport
            ? new(ImportDecision.Steps(_import.Decide(candidate)), Continue: candidate)
            : new(await DecideAsync(candidate, cancellationToken));
    }

    /// <summary>The steps that bring what was imported a moment ago to what the program wants.</summary>
    public async Task<ImmutableArray<Step>> ContinueAsync(
        Candidate candidate,
        ResourceSlot imported,
        CancellationToken cancellationToken
    )
    {
        candidate.Old = imported;
        candidate.IsImported = true;
        await check.ApplyAsync(candidate, cancellationToken);
        return await DecideAsync(candidate, cancellationToken);
    }

    /// <summary>The steps for a resource that the program only looks up.</summary>
    public Plan Generate(SourceEvent.Reading reading)
    {
        var urn = Claim(reading.Goal);
        if (reading.Id.Length == 0)
        {
            throw new InfraException($"{urn} cannot be read without an id.");
        }

        var (old, alias) = _aliases.Find(urn, reading.Goal);
        var state = NewStates.From(reading.Goal, urn, alias, old: null) with
        {
            Id = reading.Id,
            External = true,
        };
        if (
            old is { State.External: false }
            && !string.Equals(old.State.Id, reading.Id, StringComparison.Ordinal)
        )
        {
            context.Seen.Replaces.Add(urn);
            var read = new ReadStep(reading, old, state, isReplacement: true);
            return new([read, new ReplaceStep(old, read.NewSlot!)]);
        }

        context.Seen.Reads.Add(urn);
        return new([new ReadStep(reading, old, state, isReplacement: false)]);
    }

    private async Task<ImmutableArray<Step>> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        context.Targets.Note(candidate.New, candidate.IsTargeted);

        if (context.Seen.Providers.ContainsKey(candidate.Urn))
        {
            context.Seen.Providers[candidate.Urn] = candidate.New;
        }

        foreach (var decision in decisions)
        {
            if (await decision.DecideAsync(candidate, cancellationToken) is { } steps)
            {
                SkippedDependencies.Refuse(context, steps);
                return steps;
            }
        }

        throw new InvalidOperationException($"No decision is about {candidate.Urn}.");
    }

    private async Task RecheckAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        candidate.EarlyDiff = null;
        if (!candidate.IsImport)
        {
            await check.ApplyAsync(candidate, cancellationToken);
        }
    }

    private IResourceProvider? FindProvider(Candidate candidate)
    {
        var state = candidate.New;
        if (!state.Custom || !candidate.IsTargeted)
        {
            return null;
        }

        return ProviderReference.IsProviderType(state.Type)
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

        var message =
            $"The urn {urn} is taken: two resources of type {goal.Type} have the name '{goal.Name}'. Give one another name.";
        context.Events.Error(urn, message);
        throw new ReportedException(message);
    }
}
