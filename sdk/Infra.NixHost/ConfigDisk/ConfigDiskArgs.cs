using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of a <see cref="ConfigDisk"/>.</summary>
public sealed class ConfigDiskArgs : ResourceArgs
{
    [Input("files")]
    private InputMap<string>? _files;

    /// <summary>
    /// A directory that is copied into the Nix store, without the files of version control. Relative paths start at the program's
    /// directory. Exactly one of <see cref="Source"/>, <see cref="HostPath"/> and <see cref="Files"/> is set. Everybody on the
    /// host can read the store, so the directory must not contain private keys. A change makes another generation of the disk in
    /// place.
    /// </summary>
    [Input("source")]
    public Input<string>? Source { get; set; }

    /// <summary>
    /// An absolute directory on the host, for content that must not enter the store. As <c>fat</c> it is served in place, and
    /// QEMU's user must be able to read it. As <c>iso</c> it is copied. A change makes another generation of the disk in place.
    /// </summary>
    [Input("hostPath")]
    public Input<string>? HostPath { get; set; }

    /// <summary>
    /// The contents of files by name, with <c>/</c> for directories. If one of them is secret, all go to an ISO image outside the
    /// store that only root and QEMU can read. The guest then sees them with owner root and mode 0600. A change makes another
    /// generation of the disk in place.
    /// </summary>
    public InputMap<string> Files
    {
        get => _files ??= new();
        set => _files = value;
    }

    /// <summary>The format of the disk. A change makes another generation of the disk in place. Default <c>auto</c>.</summary>
    [Input("format")]
    public Input<ConfigDiskFormat>? Format { get; set; }

    /// <summary>
    /// The serial by which the guest finds the disk: at most 20 characters of <c>A-Z a-z 0-9 _ . -</c>. A change makes another
    /// generation of the disk in place. Default: derived from the resource's name.
    /// </summary>
    [Input("serial")]
    public Input<string>? Serial { get; set; }
}
