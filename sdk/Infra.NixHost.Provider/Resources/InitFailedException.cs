using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The resource was created but is not as wanted; the engine stores it together with the reasons.</summary>
/// <param name="state">The resource as it is.</param>
/// <param name="reasons">Why it is not as wanted, each with the next step.</param>
/// <param name="innerException">What went wrong.</param>
internal sealed class InitFailedException(
    ResourceState state,
    ImmutableArray<string> reasons,
    Exception? innerException = null
) : Exception(string.Join(Environment.NewLine, reasons), innerException)
{
    /// <summary>The resource as it is.</summary>
    public ResourceState State { get; } = state;

    /// <summary>Why it is not as wanted.</summary>
    public ImmutableArray<string> Reasons { get; } = reasons;
}
