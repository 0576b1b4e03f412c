using Pulumi;

namespace Infra.NixHost;

/// <example>
/// <code>
/// // The guest finds it as /dev/disk/by-id/virtio-app-config-part1.
/// var config = new ConfigDisk("config", new() { Source = "config", Serial = "app-config" });
/// </code>
/// </example>
public sealed partial class ConfigDisk
{
    /// <summary>Converts the disk to a read-only disk of a guest, with its <see cref="Serial"/>.</summary>
    public static implicit operator Input<GuestDiskArgs>(ConfigDisk disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        return new GuestDiskArgs
        {
            Path = disk.Path,
            Kind = disk.Format.Apply(format =>
                format == "iso" ? GuestDiskKind.File : GuestDiskKind.Directory
            ),
            Format = "raw",
            ReadOnly = true,
            Serial = disk.Serial,
        };
    }
}
