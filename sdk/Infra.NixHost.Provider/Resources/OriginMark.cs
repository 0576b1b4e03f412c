using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Keeps among the checked inputs of a resource what its identity was when it was created.</summary>
internal static class OriginMark
{
    private const string Name = ResourceDefinition.InternalPrefix + "origin";
    private const string OwnMacs = ResourceDefinition.InternalPrefix + "ownMacs";

    /// <summary>The identity that the inputs of its state tell; its own urn when they tell none.</summary>
    public static ResourceIdentity Read(ResourceIdentity identity, PropertyMap inputs)
    {
        var reader = new InputReader(inputs);
        return reader.Text(Name) is { } text && Urn.TryParse(text) is { } origin
            ? identity with
            {
                Origin = origin,
                HasOwnMacs = reader.Flag(OwnMacs) ?? false,
            }
            : identity;
    }

    /// <summary>The identity of a new resource with these inputs.</summary>
    public static ResourceIdentity Begin(ResourceIdentity identity, PropertyMap inputs) =>
        identity with
        {
            HasOwnMacs = inputs.ContainsKey(HostInput.Name),
        };

    /// <summary>Writes the identity of a resource to its checked inputs.</summary>
    public static PropertyMap Write(ResourceIdentity identity, PropertyMap inputs)
    {
        var marked = inputs.With(Name, identity.Origin.Value);
        return identity.HasOwnMacs ? marked.With(OwnMacs, true) : marked;
    }
}
