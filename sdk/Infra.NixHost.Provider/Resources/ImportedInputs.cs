using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The inputs read from something that exists say more than a program has to, so what differs from them without doing anything is no change.
/// </summary>
internal static class ImportedInputs
{
    private const string Mark = ResourceDefinition.InternalPrefix + "imported";

    /// <summary>Marks inputs or outputs as those of something that was imported rather than made.</summary>
    public static PropertyMap Of(PropertyMap properties) => properties.With(Mark, true);

    /// <summary>Whether something was imported.</summary>
    public static bool Are(PropertyMap properties) => properties.ContainsKey(Mark);

    /// <summary>Keeps the mark of former outputs on new ones.</summary>
    public static PropertyMap Carry(PropertyMap olds, PropertyMap news) =>
        Are(olds) ? Of(news) : news;

    /// <summary>The changes that count.</summary>
    public static ImmutableArray<PropertyChange> Forgive(
        DiffCall call,
        ImmutableArray<PropertyChange> changes
    ) => Are(call.OldInputs) ? [.. changes.Where(c => c.Impact != ChangeImpact.None)] : changes;
}
