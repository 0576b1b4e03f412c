using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource to delete.</summary>
/// <param name="Timeout">Seconds; 0 is the provider's default.</param>
internal sealed record DeleteInput(
    Urn Urn,
    string Id,
    PropertyMap Inputs,
    PropertyMap Outputs,
    double Timeout
);
