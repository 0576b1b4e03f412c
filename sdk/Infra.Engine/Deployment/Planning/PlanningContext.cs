using System.Collections.Concurrent;
using Infra.Engine.Deployment.Naming;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>What every decision of a plan may look at.</summary>
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

    /// <summary>The user's rules for names, read when the first name is needed.</summary>
    public required Lazy<NamingRules> Naming { get; init; }

    public required DeploymentKind Kind { get; init; }

    public SeenResources Seen { get; private set; } = new();

    /// <summary>Whether the program runs only for its providers and hooks: what they manage stays as it is.</summary>
    public bool IsForProviders =>
        Options.RunProgram && Kind is DeploymentKind.Refresh or DeploymentKind.Destroy;

    /// <summary>Whether resources are refreshed as the program registers them, with the providers of today.</summary>
    public bool RefreshesAlong =>
        Options is { RunProgram: true, Refresh: true } && Kind == DeploymentKind.Update;

    /// <summary>What such a refresh did not find, to be left out of what decisions look at.</summary>
    public ConcurrentQueue<ResourceSlot> Vanished { get; } = new();

    /// <summary>Leaves out what a refresh did not find.</summary>
    public void DropVanished()
    {
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

    /// <summary>Whether a registration is decided about; otherwise what the state has stays, and what it has not is left out.</summary>
    public bool TakesPart(ResourceState state) =>
        Targets.Includes(state)
        && !(
            IsForProviders
            && (
                (state.Custom && !ProviderReference.IsProviderType(state.Type))
                || state.All().Any(Seen.SkippedCreates.Contains)
            )
        );

    /// <summary>Starts over with what there is now.</summary>
    public void TakeStock(StateRecorder recorder)
    {
        Olds = new([.. recorder.Current(Olds)]);
        Seen = new();
    }

    /// <summary>Whether something was refused in a preview, which goes on to show the rest but fails.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Refuses to plan something; a preview goes on, so that the user sees what else there is.</summary>
    /// <param name="urn">What it is about.</param>
    /// <param name="message">Why.</param>
    /// <exception cref="ReportedException">This is no preview.</exception>
    public void Refuse(Urn urn, string message)
    {
        Events.Error(urn, message);
        RefuseReported();
    }

    /// <summary>The same when the user knows why already.</summary>
    /// <exception cref="ReportedException">This is no preview.</exception>
    public void RefuseReported()
    {
        HasRefused = true;
        if (!Options.IsPreview)
        {
            throw new ReportedException("the plan was refused");
        }
    }

    /// <summary>Whether an old resource is to be replaced because the user said so, now or by tainting it.</summary>
    public bool IsReplaceAskedFor(Urn urn, ResourceSlot? old) =>
        Targets.IsReplaced(urn) || old is { State.Taint: true };

    /// <summary>Makes the provider that a state refers to available, when it is only known from the old state.</summary>
    public async Task<IResourceProvider?> EnsureProviderAsync(
        ResourceState state,
        CancellationToken cancellationToken
    )
    {
        if (!state.Custom)
        {
            return null;
        }

        if (ProviderReference.IsProviderType(state.Type))
        {
            return Providers;
        }

        if (Providers.Find(state.Provider) is { } running)
        {
            return running;
        }

        var reference = ProviderReference.Parse(state.Provider);
        if (
            Olds.Find(reference.Urn) is { } old
            && string.Equals(old.State.Id, reference.Id, StringComparison.Ordinal)
        )
        {
            return await Providers.EnsureAsync(old.State, cancellationToken);
        }

        Events.Error(
            state.Urn,
            $"The provider {state.Provider} of this resource is neither registered nor in the state."
        );
        throw new ReportedException($"unknown provider {state.Provider}");
    }
}
