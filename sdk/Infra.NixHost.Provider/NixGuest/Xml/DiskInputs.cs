using System.Xml.Linq;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Reads a domain's disks as inputs.</summary>
internal static class DiskInputs
{
    /// <summary>The disks that inputs have words for; disks on the network are left out.</summary>
    public static IEnumerable<PropertyValue> Read(XElement domain)
    {
        var index = 0;
        foreach (var (serial, disk) in DeviceKeys.Disks(domain))
        {
            if (ReadOne(disk) is { } found)
            {
                yield return serial == $"disk{index}" ? found : found.With("serial", serial);
            }

            index++;
        }
    }

    private static PropertyMap? ReadOne(XElement disk)
    {
        var source = disk.Element("source");
        var path = disk.Attribute("type")?.Value switch
        {
            "file" => source?.Attribute("file")?.Value,
            "block" => source?.Attribute("dev")?.Value,
            "dir" => source?.Attribute("dir")?.Value,
            "volume" => $"{source?.Attribute("pool")?.Value}/{source?.Attribute("volume")?.Value}",
            _ => null,
        };
        if (path is null)
        {
            return null;
        }

        var isDirectory = disk.Attribute("type")!.Value == "dir";
        var found = PropertyMap.Of(
            ("path", path),
            ("kind", isDirectory ? "directory" : disk.Attribute("type")!.Value),
            ("bus", disk.Element("target")?.Attribute("bus")?.Value ?? "virtio"),
            ("readOnly", isDirectory || disk.Element("readonly") is not null),
            ("transient", disk.Element("transient") is not null)
        );
        return isDirectory
            ? found
            : found.With("format", disk.Element("driver")?.Attribute("type")?.Value ?? "raw");
    }
}
