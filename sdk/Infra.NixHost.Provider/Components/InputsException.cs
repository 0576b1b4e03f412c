using System.Collections.Immutable;
using Infra.Protocol;

namespace Infra.NixHost.Provider.Components;

/// <summary>Inputs of a component are wrong, which engines tell for each property.</summary>
/// <param name="failures">The properties and what is wrong with them.</param>
internal sealed class InputsException(ImmutableArray<(string Path, string Reason)> failures)
    : InfraException("These inputs cannot be used:")
{
    /// <summary>The properties and what is wrong with them.</summary>
    public ImmutableArray<(string Path, string Reason)> Failures => failures;
}
