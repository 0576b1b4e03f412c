using System.Xml.Linq;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Reads a domain's disks as inputs.</summary>
internal static class DiskInputs
{
    /// <summary>The disks that inputs can express; network disks are left out.</summary>
    public static IEnumerable<PropertyValue> Read(XElement domain)
    {
        var index = 0;
        foreach (var (serial, disk) in DeviceKeys.Disks(domain))
        {
            if (ReadOne(disk) is { } found)
            {
                // The default counts the disks of the inputs, and disks that are left out do not count.
                yield return serial == $"disk{index}" ? found : found.With("serial", serial);
                index++;
            }
        }
    }

    /// <summary>The path of a disk as the inputs give it; <c>null</c> for a network disk.</summary>
    public static string? PathOf(XElement disk)
    {
        var source = disk.Element("source");
        return disk.Attribute("type")?.Value switch
        {
            "file" => source?.Attribute("file")?.Value,
            "block" => source?.Attribute("dev")?.Value,
            "dir" => source?.Attribute("dir")?.Value,
            "volume" => $"{source?.Attribute("pool")?.Value}/{source?.Attribute("volume")?.Value}",
            _ => null,
        };
    }

    private static PropertyMap? ReadOne(XElement disk)
    {
        if (PathOf(disk) is not { } path || disk.Attribute("type")?.Value is not { } type)
        {
            return null;
        }

        var isDirectory = type == "dir";
        var found = PropertyMap.Of(
            ("path", path),
            ("kind", isDirectory ? "directory" : type),
            ("bus", disk.Element("target")?.Attribute("bus")?.Value ?? "virtio"),
            ("readOnly", isDirectory || disk.Element("readonly") is not null),
            ("transient", disk.Element("transient") is not null)
        );
        return isDirectory ? found : WithDriver(found, disk);
    }

    /// <summary>Adds what the driver says. What QEMU does by default, and the discard that a writable disk gets anyway, is left out.</summary>
    private static PropertyMap WithDriver(PropertyMap found, XElement disk)
    {
        var driver = disk.Element("driver");
        found = found.With("format", driver?.Attribute("type")?.Value ?? "raw");
        foreach (var name in new[] { "cache", "io", "discard" })
        {
            var value = driver?.Attribute(name)?.Value;
            var isUsual =
                value is "default"
                || (value == "unmap" && disk.Element("readonly") is null)
                || (value == "ignore" && disk.Element("readonly") is not null);
            found = isUsual || value is null ? found : found.With(name, value);
        }

        return found;
    }
}
