using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes the disks of a definition.</summary>
internal static class DiskXml
{
    /// <summary>The disk elements, in the order of the inputs.</summary>
    public static IEnumerable<XElement> Write(DomainSpec spec)
    {
        var kept = FormerDevices.Targets(spec.Inputs, spec.Former);
        var taken = spec
            .Inputs.Disks.Select(d => Kept(kept, d))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var disk in spec.Inputs.Disks)
        {
            yield return Write(
                disk,
                Kept(kept, disk) ?? FirstFree(Prefix(disk), taken),
                spec.Backing.GetValueOrDefault(disk.Path ?? "", [])
            );
        }
    }

    private static string Prefix(GuestDiskInputs disk) => disk.Bus == "virtio" ? "vd" : "sd";

    private static string? Kept(IReadOnlyDictionary<string, string> kept, GuestDiskInputs disk) =>
        kept.TryGetValue(disk.Serial, out var device)
        && device.StartsWith(Prefix(disk), StringComparison.Ordinal)
            ? device
            : null;

    private static string FirstFree(string prefix, HashSet<string> taken)
    {
        var letter = 'a';
        while (!taken.Add($"{prefix}{letter}"))
        {
            letter++;
        }

        return $"{prefix}{letter}";
    }

    private static XElement Write(
        GuestDiskInputs disk,
        string device,
        ImmutableArray<DiskImage> backing
    ) =>
        new(
            "disk",
            new XAttribute("type", disk.IsDirectory ? "dir" : disk.Kind),
            new XAttribute("device", "disk"),
            Driver(disk),
            Source(disk),
            backing.IsEmpty ? null : Chain(backing),
            new XElement("target", new XAttribute("dev", device), new XAttribute("bus", disk.Bus)),
            // QEMU cannot write to a directory shown as FAT, and fails only when the guest starts.
            disk.IsReadOnly || disk.IsDirectory
                ? new XElement("readonly")
                : null,
            disk.IsTransient ? new XElement("transient") : null,
            new XElement("serial", disk.Serial)
        );

    private static XElement Driver(GuestDiskInputs disk)
    {
        var driver = new XElement(
            "driver",
            new XAttribute("name", "qemu"),
            new XAttribute("type", disk.IsDirectory ? "fat" : disk.Format)
        );
        driver.SetAttributeValue("cache", disk.Cache);
        driver.SetAttributeValue("io", disk.Io);
        driver.SetAttributeValue(
            "discard",
            disk.Discard ?? (disk.IsDirectory || disk.IsReadOnly ? null : "unmap")
        );
        return driver;
    }

    private static XElement Source(GuestDiskInputs disk)
    {
        var path = disk.Path ?? "";
        return disk.Kind switch
        {
            "directory" => new("source", new XAttribute("dir", path)),
            "block" => new("source", new XAttribute("dev", path)),
            "volume" => new(
                "source",
                new XAttribute("pool", path.Split('/', 2)[0]),
                new XAttribute("volume", path.Split('/', 2)[^1])
            ),
            _ => new("source", new XAttribute("file", path)),
        };
    }

    /// <summary>
    /// Writes the backing chain out. libvirt gives QEMU's user ownership of the files in a chain that it finds by itself, also in the Nix store.
    /// </summary>
    private static XElement Chain(ImmutableArray<DiskImage> backing)
    {
        var end = new XElement("backingStore");
        foreach (var image in backing.Reverse())
        {
            end = new(
                "backingStore",
                new XAttribute("type", "file"),
                new XElement("format", new XAttribute("type", image.Format)),
                new XElement(
                    "source",
                    new XAttribute("file", image.Path),
                    new XElement(
                        "seclabel",
                        new XAttribute("model", "dac"),
                        new XAttribute("relabel", "no")
                    )
                ),
                end
            );
        }

        return end;
    }
}
