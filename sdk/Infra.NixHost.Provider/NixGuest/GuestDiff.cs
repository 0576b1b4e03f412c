using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>
/// Compares guests. Disks are matched by serial and network cards by MAC address, whatever their position; all else is compared by its definition.
/// </summary>
internal static class GuestDiff
{
    /// <summary>The changes, each with the impact that its definition gives.</summary>
    public static ImmutableArray<PropertyChange> Compare(
        ResourceIdentity identity,
        PropertyMap olds,
        PropertyMap news
    )
    {
        // A new name changes every derived MAC address; only the change of the name is reported.
        var named = news.Get("guestName") is { } name ? olds.With("guestName", name) : olds;
        return
        [
            .. NixGuestDefinition.Resource.Inputs.SelectMany(p =>
                Compare(identity, p, p.Name == "networks" ? named : olds, news)
                    .Select(change => change with { Impact = p.Impact, Reason = p.Reason })
            ),
        ];
    }

    private static IEnumerable<PropertyChange> Compare(
        ResourceIdentity identity,
        PropertyDefinition property,
        PropertyMap olds,
        PropertyMap news
    )
    {
        var (from, to) = (olds.Get(property.Name), news.Get(property.Name));
        return (property.Name, PropertyContent.Of(from), PropertyContent.Of(to)) switch
        {
            ("disks", PropertyValue.Array a, PropertyValue.Array b) => CompareDisks(
                a,
                b,
                ImportMark.IsOn(olds)
            ),
            ("networks", PropertyValue.Array a, PropertyValue.Array b) => Compare(
                GuestStructures.Network,
                "networks",
                Keyed(a, (_, i) => MacOf(identity, olds, i), Spelled(GuestStructures.Network)),
                Keyed(b, (_, i) => MacOf(identity, news, i), Spelled(GuestStructures.Network))
            ),
            _ => InputDiff.Compare(property.Type, property.Name, from, to),
        };
    }

    private static IEnumerable<PropertyChange> CompareDisks(
        PropertyValue.Array olds,
        PropertyValue.Array news,
        bool isImported
    )
    {
        var spell = Spelled(GuestStructures.Disk, isImported);
        var (from, to) = (Keyed(olds, SerialOf, spell), Keyed(news, SerialOf, spell));
        var boots = from.Length > 0 && to.Length > 0 && from[0].Key != to[0].Key;
        var changes = Compare(GuestStructures.Disk, "disks", from, to);
        return boots
            ? changes
                .Where(c => c.Path != "disks[0]")
                .Prepend(new("disks[0]", ChangeKind.Update, from[0].Value, to[0].Value))
            : changes;
    }

    private static IEnumerable<PropertyChange> Compare(
        StructureDefinition item,
        string path,
        ImmutableArray<(string Key, PropertyValue Value)> olds,
        ImmutableArray<(string Key, PropertyValue Value)> news
    )
    {
        var type = new PropertyType.Structure(item);
        var formers = olds.Select((o, i) => (o.Key, Index: i))
            .DistinctBy(o => o.Key)
            .ToDictionary(o => o.Key, o => o.Index, StringComparer.Ordinal);
        for (var i = 0; i < news.Length; i++)
        {
            PropertyValue? former = formers.Remove(news[i].Key, out var at) ? olds[at].Value : null;
            foreach (
                var change in InputDiff.Compare(
                    type,
                    PropertyPath.Join(path, i),
                    former,
                    news[i].Value
                )
            )
            {
                yield return change;
            }
        }

        foreach (var at in formers.Values.Order())
        {
            yield return new(PropertyPath.Join(path, at), ChangeKind.Delete, olds[at].Value, null);
        }
    }

    private static ImmutableArray<(string Key, PropertyValue Value)> Keyed(
        PropertyValue.Array items,
        Func<PropertyValue, int, string?> keyOf,
        Func<PropertyValue, PropertyValue> spell
    ) => [.. items.Items.Select((item, i) => (keyOf(item, i) ?? $"#{i}", spell(item)))];

    /// <summary>Writes the defaults of an item out and removes the key that identifies it.</summary>
    private static Func<PropertyValue, PropertyValue> Spelled(
        StructureDefinition item,
        bool isImported = false
    ) =>
        value =>
            PropertyContent.Of(value) is PropertyValue.Object plain
                ? Spell(item, plain.Properties, isImported)
                : value;

    private static PropertyValue Spell(
        StructureDefinition item,
        PropertyMap values,
        bool isImported
    )
    {
        if (item != GuestStructures.Disk || PropertyContent.HasUnknown(values.Get("kind")))
        {
            return values.Without("mac");
        }

        var disk = GuestDiskInputs.Read(values, index: 0);
        var spelled = values
            .Without("serial")
            .With("readOnly", values.Get("readOnly") ?? disk.IsReadOnly)
            .With("transient", values.Get("transient") ?? disk.IsTransient);
        // An imported disk keeps what it has, so that only what the program says can differ.
        spelled = isImported
            ? spelled
            : spelled.With(
                "discard",
                values.Get("discard") ?? (disk.IsReadOnly ? "ignore" : "unmap")
            );
        return disk.IsDirectory
            ? spelled.Without("format").Without("discard").With("readOnly", true)
            : spelled.With("format", values.Get("format") ?? disk.Format);
    }

    /// <summary>The serial of a disk, or <c>null</c> while it is not known.</summary>
    private static string? SerialOf(PropertyValue item, int index) =>
        PropertyContent.Of(item) is PropertyValue.Object disk
        && !PropertyContent.HasUnknown(disk.Properties.Get("serial"))
            ? GuestDiskInputs.Read(disk.Properties, index).Serial
            : null;

    private static string? MacOf(ResourceIdentity identity, PropertyMap inputs, int index)
    {
        var isKnown =
            !PropertyContent.HasUnknown(inputs.Get("guestName"))
            && PropertyContent.Of(inputs.Get("networks")) is PropertyValue.Array cards
            && PropertyContent.Of(cards.Items[index]) is PropertyValue.Object card
            && !PropertyContent.HasUnknown(card.Properties.Get("mac"));
        return isKnown ? NixGuestInputs.Read(inputs).MacAddresses(identity)[index] : null;
    }
}
