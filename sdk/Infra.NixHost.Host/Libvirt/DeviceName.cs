using System.Xml.Linq;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Names a device of a domain for messages, e.g. <c>disk 'data'</c>.</summary>
internal static class DeviceName
{
    /// <summary>The kind of the device with its serial, target or MAC address.</summary>
    public static string Of(string deviceXml)
    {
        var device = XElement.Parse(deviceXml);
        var name =
            device.Element("serial")?.Value
            ?? device.Element("mac")?.Attribute("address")?.Value
            ?? device.Element("target")?.Attribute("name")?.Value
            ?? device.Element("target")?.Attribute("dev")?.Value;
        return name is null
            ? $"device '{device.Name.LocalName}'"
            : $"{device.Name.LocalName} '{name}'";
    }
}
