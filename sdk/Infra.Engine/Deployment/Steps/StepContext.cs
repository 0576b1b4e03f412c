using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>What steps work with.</summary>
internal sealed class StepContext(
    ProviderRegistry providers,
    EventPublisher events,
    TimeProvider clock
)
{
    /// <summary>Nothing is really done.</summary>
    public required bool IsPreview { get; init; }

    /// <summary>Protected resources may be deleted.</summary>
    public required bool IgnoreProtect { get; init; }

    public ProviderRegistry Providers => providers;

    public EventPublisher Events => events;

    /// <summary>The time to note as that of a change.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whoever manages a custom resource.</summary>
    public IResourceProvider ProviderOf(ResourceState state) =>
        ProviderReference.IsProviderType(state.Type)
            ? providers
            : providers.Find(state.Provider)
                ?? throw new ProviderException(
                    $"The provider {state.Provider} of {state.Urn} is not running; it should have been registered before."
                );
}
