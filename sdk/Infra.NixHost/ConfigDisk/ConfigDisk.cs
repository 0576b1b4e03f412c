using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A directory shown to a guest as a read-only disk, found in the guest by its serial. New content makes another generation of the
/// disk in place.
/// </summary>
public sealed class ConfigDisk : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">Its name, unique among the ConfigDisk resources of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public ConfigDisk(string name, ConfigDiskArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:ConfigDisk", name, args, options) { }

    /// <summary>The absolute path on the host that the guest's disk is made of.</summary>
    [Output("path")]
    public Output<string> Path { get; private set; } = null!;

    /// <summary>The content's store path; empty for secret files and for a <c>hostPath</c>.</summary>
    [Output("storePath")]
    public Output<string> StorePath { get; private set; } = null!;

    /// <summary>
    /// A hash that is the same as long as the content is; a secret for secret files; empty for a <c>hostPath</c> served as it is.
    /// </summary>
    [Output("contentHash")]
    public Output<string> ContentHash { get; private set; } = null!;

    /// <summary>
    /// The device in the guest: <c>/dev/disk/by-id/virtio-SERIAL-part1</c> for <c>fat</c>, <c>/dev/disk/by-id/virtio-SERIAL</c> for
    /// <c>iso</c>.
    /// </summary>
    [Output("deviceLink")]
    public Output<string> DeviceLink { get; private set; } = null!;

    /// <summary>The format as chosen: <c>fat</c> or <c>iso</c>.</summary>
    [Output("format")]
    public Output<string> Format { get; private set; } = null!;

    /// <summary>The serial as chosen.</summary>
    [Output("serial")]
    public Output<string> Serial { get; private set; } = null!;

    /// <summary>The number of the content: 1 at first, one more with every change.</summary>
    [Output("generation")]
    public Output<int> Generation { get; private set; } = null!;

    /// <summary>The disk as a read-only disk of a guest, with its <see cref="Serial"/>.</summary>
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
