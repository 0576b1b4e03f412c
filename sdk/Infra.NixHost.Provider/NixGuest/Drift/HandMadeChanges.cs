using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Drift;

/// <summary>
/// Finds what somebody changed on the host since the last run and a definition from the new inputs takes back: it fits neither the former inputs
/// nor the new ones. A moved disk is no line here, because its change is refused.
/// </summary>
internal sealed class HandMadeChanges(ProviderSession session, ResourceIdentity identity)
{
    private const string Start = "the host differs, and this change sets it back: ";

    /// <summary>A line for each such change, with what was found and what is wished.</summary>
    /// <param name="olds">The inputs of the last run.</param>
    /// <param name="news">The new inputs; what is not known yet counts as before.</param>
    /// <param name="reading">The machine now.</param>
    public ImmutableArray<string> TakenBack(
        PropertyMap olds,
        PropertyMap news,
        DomainReading reading
    )
    {
        news = Known(olds, news);
        var (before, after) = (NixGuestInputs.Read(olds), NixGuestInputs.Read(news));
        var specs = new GuestSpecs(session);
        var (formerly, soon, there) = (
            specs.Write(identity, before, reading.Info.Uuid),
            specs.Write(identity, after, reading.Info.Uuid),
            XElement.Parse(reading.Xml)
        );
        var lines = Inputs(formerly, soon, there);
        if (ImportMark.IsOn(olds))
        {
            // Of an imported definition, a change replaces only what it changes.
            var changed = GuestDiff
                .Compare(identity, olds, news)
                .Select(c => c.Property)
                .ToHashSet(StringComparer.Ordinal);
            lines = lines.Where(l => changed.Contains(l.Property));
        }

        return
        [
            .. lines
                .Select(l => DriftText.Of(session, l))
                .Concat(ImportMark.IsOn(olds) ? [] : Beyond(olds, formerly, soon, there))
                .Concat(Power(before, reading).Intersect(Power(after, reading)))
                .Select(l => Start + l),
        ];
    }

    /// <summary>The differences from the new inputs that were differences from the former ones already.</summary>
    private IEnumerable<PropertyChange> Inputs(XElement formerly, XElement soon, XElement there)
    {
        var reader = new DomainInputs(session, identity);
        var found = reader.Read(there);
        var known = GuestDiff
            .Compare(identity, reader.Read(formerly), found)
            .Select(KeyOf)
            .ToHashSet();
        return GuestDiff
            .Compare(identity, reader.Read(soon), found)
            .Where(c => known.Contains(KeyOf(c)));
    }

    /// <summary>What no input tells; a refresh has told its findings in the diff already.</summary>
    private IEnumerable<string> Beyond(
        PropertyMap olds,
        XElement formerly,
        XElement soon,
        XElement there
    )
    {
        // Former versions have told secrets there, too.
        var told = new InputReader(olds)
            .Texts(DriftFindings.Mark)
            .Select(l => DriftText.OfShape(session, l))
            .ToHashSet(StringComparer.Ordinal);
        return XmlShape
            .Differences(soon, there)
            .Intersect(XmlShape.Differences(formerly, there))
            // Nobody needs to have removed it: a newer version writes more than the one that made the domain.
            .Where(l => !XmlShape.IsMissing(l))
            .Select(l => DriftText.OfShape(session, l))
            .Where(l => !told.Contains($"definition: {l}"));
    }

    private static IEnumerable<string> Power(NixGuestInputs inputs, DomainReading reading)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        GuestDrift.Power(inputs, reading.Info, PropertyMap.Empty, lines);
        return lines;
    }

    /// <summary>The new inputs as far as they are known. A new name is a change of the program's own, and derived MAC addresses follow it.</summary>
    private static PropertyMap Known(PropertyMap olds, PropertyMap news) =>
        news
            .Keys.Where(name => name == "guestName" || PropertyContent.HasUnknown(news.Get(name)))
            .Aggregate(
                news,
                (all, name) =>
                    olds.Get(name) is { } value ? all.With(name, value) : all.Without(name)
            );

    /// <summary>What identifies a difference. Its wished value may change, and devices may change their position.</summary>
    private static (string Property, string Field, ChangeKind Kind, PropertyValue? Value) KeyOf(
        PropertyChange change
    ) =>
        (
            change.Property,
            change.Path[(change.Path.LastIndexOf(']') + 1)..],
            change.Kind,
            change.Kind == ChangeKind.Delete ? change.Old : change.New
        );
}
