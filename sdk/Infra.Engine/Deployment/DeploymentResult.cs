using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment;

/// <summary>How a run ended. Every error was published as a diagnostic already.</summary>
/// <param name="Succeeded">Whether everything that was asked for is done.</param>
/// <param name="Cancelled">Whether the user stopped it.</param>
/// <param name="Changes">How many steps of each kind were planned or done, unchanged ones included.</param>
/// <param name="StackOutputs">The stack's outputs.</param>
public sealed record DeploymentResult(
    bool Succeeded,
    bool Cancelled,
    ImmutableSortedDictionary<StepOp, int> Changes,
    PropertyMap StackOutputs
);
