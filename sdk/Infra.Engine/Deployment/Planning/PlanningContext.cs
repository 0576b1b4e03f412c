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

    public SeenResources Seen { get; } = new();

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
