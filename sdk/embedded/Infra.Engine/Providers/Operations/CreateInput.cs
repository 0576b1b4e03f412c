using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource to create.</summary>
/// <param name="Timeout">Seconds; 0 is the provider's default.</param>
/// <param name="IsPreview">Whether nothing is created and only the outputs are predicted.</param>
internal sealed record CreateInput(Urn Urn, PropertyMap Inputs, double Timeout, bool IsPreview);
