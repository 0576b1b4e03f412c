using Infra.Engine.State;

namespace Infra.Engine.Goals;

/// <summary>The answer to a registration.</summary>
/// <param name="State">The resource after the step.</param>
/// <param name="Outcome">How the registration ended.</param>
/// <param name="IsUnknown">Whether the outputs are unknown because the run left the resource out.</param>
internal sealed record RegistrationResult(
    ResourceState State,
    RegistrationOutcome Outcome = RegistrationOutcome.Success,
    bool IsUnknown = false
);
