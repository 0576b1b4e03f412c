using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Marks imported resources. Their inputs say more than a program must, so a difference without an effect does not count.
/// </summary>
internal static class ImportedInputs
{
    private const string Mark = ResourceDefinition.InternalPrefix + "imported";

    /// <summary>Marks inputs or outputs as those of an imported resource.</summary>
    public static PropertyMap Of(PropertyMap properties) => properties.With(Mark, true);

    /// <summary>Whether the resource was imported.</summary>
    public static bool Are(PropertyMap properties) => properties.ContainsKey(Mark);

    /// <summary>Copies the mark from former outputs to new ones.</summary>
    public static PropertyMap Carry(PropertyMap olds, PropertyMap news) =>
        Are(olds) ? Of(news) : news;

    /// <summary>Drops changes without effect if the resource was imported.</summary>
    public static ImmutableArray<PropertyChange> Forgive(
        DiffCall call,
        ImmutableArray<PropertyChange> changes
    ) => Are(call.OldInputs) ? [.. changes.Where(c => c.Impact != ChangeImpact.None)] : changes;
}
