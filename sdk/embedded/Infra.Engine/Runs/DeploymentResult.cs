using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Engine.Runs;

/// <summary>How a run ended. All errors have been published as diagnostics.</summary>
/// <param name="Succeeded">Whether the run did everything that was requested.</param>
/// <param name="Cancelled">Whether the user cancelled the run.</param>
/// <param name="Changes">The number of steps by kind, planned or done, including unchanged resources.</param>
public sealed record DeploymentResult(
    bool Succeeded,
    bool Cancelled,
    ImmutableSortedDictionary<StepOp, int> Changes,
    PropertyMap StackOutputs
);
