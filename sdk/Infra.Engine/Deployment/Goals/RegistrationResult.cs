using Infra.Engine.State;

namespace Infra.Engine.Deployment.Goals;

/// <summary>What a program is answered for a resource.</summary>
/// <param name="State">The resource now.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="IsUnknown">Nothing is known of it: it was left out of this run.</param>
internal sealed record RegistrationResult(
    ResourceState State,
    RegistrationOutcome Outcome = RegistrationOutcome.Success,
    bool IsUnknown = false
);
