using System.Xml.Linq;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Changes an imported definition: elements whose inputs changed are replaced, and everything else stays.
/// </summary>
internal static class ImportedXml
{
    /// <summary>Applies the difference between two definitions of ours to a definition.</summary>
    /// <param name="current">The definition as it is.</param>
    /// <param name="before">The definition that the former inputs give.</param>
    /// <param name="after">The definition that the new inputs give.</param>
    public static XElement Merge(XElement current, XElement before, XElement after)
    {
        var merged = new XElement(current);
        foreach (var attribute in after.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            if (before.Attribute(attribute.Name)?.Value != attribute.Value)
            {
                merged.SetAttributeValue(attribute.Name, attribute.Value);
            }
        }

        Apply(merged, before, after, e => e.Name.LocalName is "devices" or "metadata");
        // Every definition has devices: ours are written with them, and libvirt adds them to others.
        var devices = merged.Element("devices")!;
        // As above.
        Apply(devices, before.Element("devices")!, after.Element("devices")!, _ => false);
        Mark(merged, after);
        FormerDevices.KeepAddresses(merged, current, live: null, []);
        return merged;
    }

    private static void Apply(
        XElement target,
        XElement before,
        XElement after,
        Func<XElement, bool> skips
    )
    {
        var (olds, news, there) = (Keyed(before), Keyed(after), Keyed(target));
        foreach (var (key, element) in olds)
        {
            if (!news.ContainsKey(key) && !skips(element) && there.TryGetValue(key, out var gone))
            {
                gone.Remove();
            }
        }

        foreach (var (key, element) in news.Where(n => !skips(n.Value)))
        {
            if (olds.TryGetValue(key, out var same) && XNode.DeepEquals(same, element))
            {
                continue;
            }

            if (there.TryGetValue(key, out var former) && former.Parent is not null)
            {
                former.ReplaceWith(new XElement(element));
            }
            else
            {
                target.Add(new XElement(element));
            }
        }
    }

    /// <summary>Keys disks by serial, cards by MAC address, channels by name and all other elements by their order.</summary>
    private static Dictionary<string, XElement> Keyed(XElement parent)
    {
        var domain = parent.Name == "devices" ? new XElement("domain", parent) : parent;
        var names = DeviceKeys
            .Disks(domain)
            .Select(d => (Key: $"disk {d.Serial}", d.Disk))
            .Concat(DeviceKeys.Cards(domain).Select(c => (Key: $"interface {c.Mac}", Disk: c.Card)))
            .DistinctBy(k => k.Disk.ToString())
            .ToDictionary(k => k.Disk.ToString(), k => k.Key, StringComparer.Ordinal);
        var result = new Dictionary<string, XElement>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in parent.Elements())
        {
            var kind =
                names.GetValueOrDefault(element.ToString())
                ?? $"{element.Name.LocalName} {element.Element("target")?.Attribute("name")?.Value}";
            var number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            result[$"{kind} {number}"] = element;
        }

        return result;
    }

    private static void Mark(XElement domain, XElement after)
    {
        var metadata = domain.Element("metadata");
        if (metadata is null)
        {
            domain.Add(metadata = new XElement("metadata"));
        }

        metadata.Elements(OwnerXml.Namespace + "owner").Remove();
        metadata.Add(after.Element("metadata")?.Elements());
    }
}
