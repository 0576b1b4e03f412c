using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Merges a fragment into a definition. It adds to what the inputs say and never replaces it: state and host would part, or a guest get another
/// identity.
/// </summary>
/// <param name="domain">The definition that the inputs give.</param>
/// <param name="inputs">The inputs.</param>
internal sealed class ExtraXmlMerge(XElement domain, NixGuestInputs inputs)
{
    /// <summary>What was written before, as opposed to what the fragment has added.</summary>
    private readonly HashSet<XElement> _ours = [.. domain.DescendantsAndSelf()];

    /// <summary>The disks and cards in the order of the inputs.</summary>
    private readonly List<XElement> _disks = [.. DeviceKeys.Disks(domain).Select(d => d.Disk)];
    private readonly List<XElement> _cards = [.. DeviceKeys.Cards(domain).Select(c => c.Card)];

    private readonly List<string> _refused = [];

    /// <summary>The disk or card that is merged; <c>null</c> outside of them.</summary>
    private XElement? _device;

    /// <summary>What was not merged, each with the way out.</summary>
    public ImmutableArray<string> Refused => [.. _refused];

    /// <summary>Merges a fragment.</summary>
    public void Apply(XElement extra)
    {
        foreach (var attribute in Attributes(extra))
        {
            Set(domain, attribute, "domain");
        }

        foreach (var element in extra.Elements())
        {
            if (element.Name == "devices" && domain.Element("devices") is { } devices)
            {
                Devices(devices, element);
            }
            else
            {
                Into(domain, element, "");
            }
        }
    }

    private void Devices(XElement devices, XElement extra)
    {
        foreach (var device in extra.Elements())
        {
            switch (device.Name.LocalName)
            {
                case "disk":
                    Device(devices, device, FindDisk(device), WhichDisk(device));
                    break;
                case "interface":
                    Device(devices, device, FindCard(device), "<mac address> says which");
                    break;
                default:
                    devices.Add(device);
                    break;
            }
        }
    }

    /// <summary>A disk or card that the guest has is merged; any other is added when it is whole.</summary>
    private void Device(XElement devices, XElement device, XElement? same, string which)
    {
        if (same is not null)
        {
            _device = same;
            Merge(same, device, $"devices/{device.Name.LocalName}");
            _device = null;
        }
        else if (device.Element("source") is not null)
        {
            devices.Add(device);
        }
        else
        {
            _refused.Add(
                $"devices/{device.Name.LocalName}: the guest has no such device to merge it into, and a new one needs <source>; {which}"
            );
        }
    }

    private XElement? FindDisk(XElement device)
    {
        var serial = device.Element("serial")?.Value;
        var target = device.Element("target")?.Attribute("dev")?.Value;
        return DeviceKeys
            .Disks(domain)
            .Where(d => _ours.Contains(d.Disk))
            .FirstOrDefault(d =>
                serial is not null
                    ? d.Serial == serial
                    : target is not null
                        && d.Disk.Element("target")?.Attribute("dev")?.Value == target
            )
            .Disk;
    }

    private XElement? FindCard(XElement device)
    {
        var cards = DeviceKeys.Cards(domain).Where(c => _ours.Contains(c.Card)).ToList();
        var mac = device.Element("mac")?.Attribute("address")?.Value.ToLowerInvariant();
        var target = device.Element("target")?.Attribute("dev")?.Value;
        if (mac is not null)
        {
            return cards.FirstOrDefault(c => c.Mac == mac).Card;
        }

        return device.Element("source") is null && cards is [var only]
            ? only.Card
            : cards
                .FirstOrDefault(c =>
                    target is not null
                    && c.Card.Element("target")?.Attribute("dev")?.Value == target
                )
                .Card;
    }

    private string WhichDisk(XElement device) =>
        device.Element("serial") is null && device.Element("target") is null
            ? "<serial> or <target dev> says which"
            : $"its disks have the serials {string.Join(", ", DeviceKeys.Disks(domain).Select(d => d.Serial))}";

    private void Into(XElement parent, XElement extra, string above)
    {
        var path = above.Length == 0 ? extra.Name.LocalName : $"{above}/{extra.Name.LocalName}";
        var same = parent.Elements(extra.Name).FirstOrDefault(_ours.Contains);
        if (ExtraXmlRules.IsReserved(path, extra) && !XNode.DeepEquals(same, extra))
        {
            Refuse(path, same?.Value, extra.HasElements ? "" : extra.Value);
        }
        else if (same is not null)
        {
            Merge(same, extra, path);
        }
        else
        {
            parent.Add(extra);
        }
    }

    private void Merge(XElement target, XElement extra, string path)
    {
        foreach (var attribute in Attributes(extra))
        {
            Set(target, attribute, path);
        }

        foreach (var element in extra.Elements())
        {
            Into(target, element, path);
        }

        if (extra.HasElements || string.IsNullOrWhiteSpace(extra.Value))
        {
            return;
        }

        if (target.Value == extra.Value || ExtraXmlRules.IsFree(path))
        {
            target.Value = extra.Value;
        }
        else
        {
            Refuse(path, target.Value, extra.Value);
        }
    }

    private void Set(XElement target, XAttribute attribute, string path)
    {
        var at = $"{path}@{attribute.Name.LocalName}";
        var former = target.Attribute(attribute.Name)?.Value;
        var mayBe = former is null ? !ExtraXmlRules.IsReserved(at) : IsFree(at);
        if (former == attribute.Value || mayBe)
        {
            target.SetAttributeValue(attribute.Name, attribute.Value);
        }
        else
        {
            Refuse(at, former, attribute.Value);
        }
    }

    private void Refuse(string path, string? ours, string theirs)
    {
        var change = (ours, theirs) switch
        {
            ("" or null, "") => "set it",
            ("" or null, _) => $"set \"{theirs}\"",
            (_, "") => $"change \"{ours}\" to another one",
            _ => $"change \"{ours}\" to \"{theirs}\"",
        };
        _refused.Add(
            $"{path}: the fragment may not {change}; {ExtraXmlRules.WayOut(path, InputOf(_device))}"
        );
    }

    /// <summary>Whether a fragment may change a place that was written before, as the default of an input and not as its value.</summary>
    private bool IsFree(string path) =>
        ExtraXmlRules.IsFree(path)
        || (
            path == ExtraXmlRules.Discard
            && _device is not null
            && inputs.Disks[_disks.IndexOf(_device)].Discard is null
        );

    /// <summary>The path of the input that a disk or card comes from.</summary>
    private string? InputOf(XElement? device) =>
        device is null ? null
        : _disks.IndexOf(device) is var disk and >= 0 ? PropertyPath.Join("disks", disk)
        : PropertyPath.Join("networks", _cards.IndexOf(device));

    private static IEnumerable<XAttribute> Attributes(XElement element) =>
        element.Attributes().Where(a => !a.IsNamespaceDeclaration);
}
