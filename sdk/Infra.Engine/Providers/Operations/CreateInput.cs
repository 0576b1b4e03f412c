using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource to make.</summary>
/// <param name="Urn">Its urn.</param>
/// <param name="Inputs">Its checked inputs.</param>
/// <param name="Timeout">Seconds; 0 is the provider's default.</param>
/// <param name="IsPreview">Nothing is made; the answer says what would be.</param>
internal sealed record CreateInput(Urn Urn, PropertyMap Inputs, double Timeout, bool IsPreview);
