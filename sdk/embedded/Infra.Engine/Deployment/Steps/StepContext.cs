using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>The services that steps use.</summary>
internal sealed class StepContext(
    ProviderRegistry providers,
    EventPublisher events,
    TimeProvider clock
)
{
    /// <summary>Whether the run is a preview.</summary>
    public required bool IsPreview { get; init; }

    /// <summary>Whether protected resources may be deleted.</summary>
    public required bool IgnoreProtect { get; init; }

    public ProviderRegistry Providers => providers;

    public EventPublisher Events => events;

    /// <summary>The time recorded for a change.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The provider of a custom resource.</summary>
    public IResourceProvider ProviderOf(ResourceState state) =>
        Urn.IsProviderType(state.Type)
            ? providers
            : providers.Find(state.Provider)
                ?? throw new ProviderException(
                    $"The provider {state.Provider} of {state.Urn} is not running; it should have been registered before."
                );
}
