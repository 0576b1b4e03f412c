using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Import;

/// <summary>Tells guests that were imported from those that were made here: what is in their definition beyond the inputs stays.</summary>
internal static class ImportMark
{
    private const string Name = "__imported";

    /// <summary>Whether a guest was imported.</summary>
    public static bool IsOn(PropertyMap inputs) => new InputReader(inputs).Flag(Name) == true;

    /// <summary>The inputs with the mark.</summary>
    public static PropertyMap Put(PropertyMap inputs) => inputs.With(Name, true);

    /// <summary>The mark goes from the last deployment's inputs to the next's.</summary>
    public static PropertyMap Carry(PropertyMap olds, PropertyMap news) =>
        IsOn(olds) ? Put(news) : news;

    /// <summary>Whether this resource may change a domain: it made it, or it was imported and nobody else made it.</summary>
    public static bool AllowsChange(ResourceIdentity identity, PropertyMap inputs, string xml) =>
        OwnerTag.IsOf(identity, xml) || (IsOn(inputs) && !OwnerTag.IsOnAny(xml));
}
