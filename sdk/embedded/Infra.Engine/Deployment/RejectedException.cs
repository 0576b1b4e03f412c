using System.Collections.Immutable;
using Infra.Protocol;

namespace Infra.Engine.Deployment;

/// <summary>A resource whose inputs its provider rejects. It is published when the resource is planned, so that errors have one order.</summary>
internal sealed class RejectedException(string message, ImmutableArray<string> reasons)
    : InfraException(message)
{
    /// <summary>The reasons, each an error of its own.</summary>
    public ImmutableArray<string> Reasons { get; } = reasons;
}
