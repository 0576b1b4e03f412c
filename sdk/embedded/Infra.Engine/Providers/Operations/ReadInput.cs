using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource to read.</summary>
/// <param name="Inputs">Its last inputs; <c>null</c> for an import.</param>
/// <param name="Outputs">Its last outputs; <c>null</c> for an import.</param>
/// <param name="Timeout">Seconds; 0 is the provider's default.</param>
internal sealed record ReadInput(
    Urn Urn,
    string Id,
    PropertyMap? Inputs,
    PropertyMap? Outputs,
    double Timeout
);
