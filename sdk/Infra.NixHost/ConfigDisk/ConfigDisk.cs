using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A directory that a guest sees as a read-only disk and finds by the disk's serial. New content creates another generation of
/// the disk in place.
/// </summary>
/// <example>
/// <code>
/// // The guest finds it as /dev/disk/by-id/virtio-app-config-part1.
/// var config = new ConfigDisk("config", new() { Source = "config", Serial = "app-config" });
/// </code>
/// </example>
public sealed class ConfigDisk : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">The name, unique among the ConfigDisk resources of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public ConfigDisk(string name, ConfigDiskArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:ConfigDisk", name, args, options) { }

    private ConfigDisk(string name, Input<string> id, CustomResourceOptions? options)
        : base("nixhost:index:ConfigDisk", name, args: null, ExistingResource.Of(id, options)) { }

    /// <summary>
    /// Reads a config disk that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends with an error if
    /// there is none.
    /// </summary>
    /// <param name="name">The name, unique among the ConfigDisk resources of the stack.</param>
    /// <param name="id">Its id: the id of another stack's config disk.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public static ConfigDisk Get(
        string name,
        Input<string> id,
        CustomResourceOptions? options = null
    ) => new(name, id, options);

    /// <summary>The absolute path of the disk's directory or image on the host.</summary>
    [Output("path")]
    public Output<string> Path { get; private set; } = null!;

    /// <summary>The store path of the content. It is empty for secret files and for a <c>hostPath</c>.</summary>
    [Output("storePath")]
    public Output<string> StorePath { get; private set; } = null!;

    /// <summary>
    /// A hash that changes whenever the content does. It is secret for secret files, and empty for a <c>hostPath</c> that is
    /// served in place.
    /// </summary>
    [Output("contentHash")]
    public Output<string> ContentHash { get; private set; } = null!;

    /// <summary>
    /// The device in the guest. It is <c>/dev/disk/by-id/virtio-SERIAL-part1</c> for <c>fat</c> and
    /// <c>/dev/disk/by-id/virtio-SERIAL</c> for <c>iso</c>.
    /// </summary>
    [Output("deviceLink")]
    public Output<string> DeviceLink { get; private set; } = null!;

    /// <summary>The chosen format: <c>fat</c> or <c>iso</c>.</summary>
    [Output("format")]
    public Output<string> Format { get; private set; } = null!;

    /// <summary>The serial of the disk.</summary>
    [Output("serial")]
    public Output<string> Serial { get; private set; } = null!;

    /// <summary>The number of the content. It starts at 1 and grows by one with every change.</summary>
    [Output("generation")]
    public Output<int> Generation { get; private set; } = null!;

    /// <summary>The disk as an item of a guest's <c>disks</c>: read-only, with its serial.</summary>
    [Output("disk")]
    public Output<Outputs.GuestDisk> Disk { get; private set; } = null!;

    /// <summary>
    /// A directory that is copied into the Nix store, without the files of version control. Relative paths start at the program's
    /// directory. Exactly one of <see cref="Source"/>, <see cref="HostPath"/> and <c>files</c> is set. Everybody on the
    /// host can read the store, so the directory must not contain private keys. A change makes another generation of the disk in
    /// place.
    /// </summary>
    [Output("source")]
    public Output<string?> Source { get; private set; } = null!;

    /// <summary>
    /// An absolute directory on the host, for content that must not enter the store. As <c>fat</c> it is served in place, and
    /// QEMU's user must be able to read it. As <c>iso</c> it is copied. A change makes another generation of the disk in place.
    /// </summary>
    [Output("hostPath")]
    public Output<string?> HostPath { get; private set; } = null!;

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
