using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Keeps the urn under which a resource was created among its checked inputs.</summary>
internal static class OriginMark
{
    private const string Name = ResourceDefinition.InternalPrefix + "origin";

    /// <summary>The identity with the origin that the inputs of its state tell; its own urn when they tell none.</summary>
    public static ResourceIdentity Read(ResourceIdentity identity, PropertyMap inputs) =>
        new InputReader(inputs).Text(Name) is { } text && Urn.TryParse(text) is { } origin
            ? identity with
            {
                Origin = origin,
            }
            : identity;

    /// <summary>Writes the origin of a resource to its checked inputs.</summary>
    public static PropertyMap Write(ResourceIdentity identity, PropertyMap inputs) =>
        inputs.With(Name, identity.Origin.Value);
}
