using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Marks imported guests: whatever their definition has beyond the inputs is kept.</summary>
internal static class ImportMark
{
    private const string Name = "__imported";

    /// <summary>Whether a guest was imported.</summary>
    public static bool IsOn(PropertyMap inputs) => new InputReader(inputs).Flag(Name) == true;

    /// <summary>Adds the mark to the inputs.</summary>
    public static PropertyMap Put(PropertyMap inputs) => inputs.With(Name, true);

    /// <summary>Copies the mark from the former inputs to the new ones.</summary>
    public static PropertyMap Carry(PropertyMap olds, PropertyMap news) =>
        IsOn(olds) ? Put(news) : news;
}
