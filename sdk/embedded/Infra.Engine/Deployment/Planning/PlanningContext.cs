using System.Collections.Concurrent;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>The data that all planning decisions share.</summary>
internal sealed class PlanningContext
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    public required DeploymentOptions Options { get; init; }

    /// <summary>The state that the run starts from, or that a refresh found.</summary>
    public required OldResources Olds { get; set; }

    public required ProviderRegistry Providers { get; init; }

    public required EventPublisher Events { get; init; }

    public required TargetSelection Targets { get; init; }

    public required DeploymentKind Kind { get; init; }

    public SeenResources Seen { get; private set; } = new();

    /// <summary>Whether the program runs only for its providers and hooks, so that resources stay as they are.</summary>
    public bool IsForProviders =>
        Options.RunProgram && Kind is DeploymentKind.Refresh or DeploymentKind.Destroy;

    /// <summary>Whether resources are refreshed as the program registers them, with the providers' current configuration.</summary>
    public bool RefreshesAlong =>
        Options.RunProgram
        && (Kind == DeploymentKind.Refresh || (Kind == DeploymentKind.Update && Options.Refresh));

    /// <summary>The resources that such a refresh did not find. Decisions of an update ignore them; a refresh removes them at its end.</summary>
    public ConcurrentQueue<ResourceSlot> Vanished { get; } = new();

    /// <summary>What a refresh has read as the program registered it, by the former urns and the new ones.</summary>
    public ConcurrentBag<Urn> Refreshed { get; } = [];

    /// <summary>Removes the resources that the refresh of an update did not find.</summary>
    public void DropVanished()
    {
        if (Kind == DeploymentKind.Refresh)
        {
            return;
        }

        var vanished = new HashSet<ResourceSlot>();
        while (Vanished.TryDequeue(out var slot))
        {
            vanished.Add(slot);
        }

        if (vanished.Count > 0)
        {
            Olds = Olds.Without(vanished);
        }
    }

    /// <summary>Whether a registration takes part; otherwise a known resource stays and a new one is left out.</summary>
    public bool TakesPart(ResourceState state) =>
        Targets.Includes(state)
        && !(
            IsForProviders
            && (
                (state.Custom && !Urn.IsProviderType(state.Type))
                || state.All().Any(Seen.SkippedCreates.Contains)
            )
        );

    /// <summary>Starts over with the current state.</summary>
    public void TakeStock(StateRecorder recorder)
    {
        Olds = new([.. recorder.Current(Olds)]);
        Seen = new();
    }

    /// <summary>Whether a preview has refused something; it shows the rest and fails.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Refuses to plan a resource; a preview continues, so that the user sees the rest.</summary>
    /// <exception cref="ReportedException">The run is not a preview.</exception>
    public void Refuse(Urn urn, string message)
    {
        Events.Error(urn, message);
        RefuseReported();
    }

    /// <summary>Refuses to plan a resource whose reason has been reported already.</summary>
    /// <exception cref="ReportedException">The run is not a preview.</exception>
    public void RefuseReported()
    {
        HasRefused = true;
        if (!Options.IsPreview)
        {
            throw new ReportedException("the plan was refused");
        }
    }

    /// <summary>Whether the user asked to replace a resource, by <c>--replace</c> or by a taint.</summary>
    public bool IsReplaceAskedFor(Urn urn, ResourceSlot? old) =>
        Targets.IsReplaced(urn) || old is { State.Taint: true };

    /// <summary>Starts the provider of a state when it is known only from the old state.</summary>
    public async Task<IResourceProvider?> EnsureProviderAsync(
        ResourceState state,
        CancellationToken cancellationToken
    )
    {
        if (!state.Custom)
        {
            return null;
        }

        if (Urn.IsProviderType(state.Type))
        {
            return Providers;
        }

        if (Providers.Find(state.Provider) is { } running)
        {
            return running;
        }

        var reference = ProviderReference.Parse(state.Provider);
        // A provider whose replacement is not finished waits for its deletion, and still manages resources.
        var olds = Olds.FindAll(reference.Urn).Select(slot => slot.State);
        if (olds.FirstOrDefault(old => old.Id == reference.Id) is { } provider)
        {
            return await Providers.EnsureAsync(provider, cancellationToken);
        }

        Events.Error(
            state.Urn,
            $"The provider {state.Provider} of this resource is neither registered nor in the state."
        );
        throw new ReportedException($"unknown provider {state.Provider}");
    }

    /// <summary>Whether the program of this run could register a resource with that urn.</summary>
    public bool MayBeMade(string literal) =>
        (Kind == DeploymentKind.Update || Options.RunProgram)
        && Urn.TryParse(literal) is { } urn
        && (urn.Stack, urn.Project) == (Stack, Project);

    /// <summary>Reports every urn that is neither in the state nor, so far, in the program.</summary>
    /// <exception cref="ReportedException">A urn is unknown.</exception>
    /// <param name="isExclusion">Whether they are to be left out.</param>
    public void RequireTargets(IEnumerable<string> literals, bool isExclusion = false)
    {
        var known = Olds
            .All.Select(slot => slot.Urn)
            .Concat(Seen.Urns)
            .Select(urn => urn.Value)
            .ToHashSet();
        var unknown = literals.Where(literal => !known.Contains(literal)).ToList();
        foreach (var literal in unknown)
        {
            Events.Error(null, Describe(literal, known, isExclusion));
        }

        if (unknown.Count > 0)
        {
            throw new ReportedException("a target does not exist");
        }
    }

    private static string Describe(string literal, HashSet<string> known, bool isExclusion)
    {
        var name = NearestName.Find(literal, known.Select(urn => Urn.Parse(urn).Name));
        var nearest =
            NearestName.Find(literal, known)
            ?? known.FirstOrDefault(u => Urn.Parse(u).Name == name);
        var advice =
            nearest is not null ? $"Did you mean '{nearest}'?"
            : literal.Contains('$', StringComparison.Ordinal)
                ? "`pulumi stack --show-urns` lists all of them."
            : "`pulumi stack --show-urns` lists all of them. In a shell, write urns in single quotes: they may contain $.";
        var role = isExclusion ? "is to be left out" : "was given as a target";
        return $"There is no resource '{literal}' in the stack, which {role}. {advice}";
    }
}
