using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="ConfigDisk"/> is made from.</summary>
public sealed class ConfigDiskArgs : ResourceArgs
{
    [Input("files")]
    private InputMap<string>? _files;

    /// <summary>
    /// A directory, copied into the Nix store; version control and the like left out. Relative paths start at the program's
    /// directory. Exactly one of <see cref="Source"/>, <see cref="HostPath"/> and <see cref="Files"/> is given. The store is
    /// readable by everybody on the host: no private keys.
    /// </summary>
    [Input("source")]
    public Input<string>? Source { get; set; }

    /// <summary>
    /// An absolute directory on the host, for what must not enter the store. As <c>fat</c> it is served as it is
    /// and QEMU's user has to be able to read it, as <c>iso</c> copied.
    /// </summary>
    [Input("hostPath")]
    public Input<string>? HostPath { get; set; }

    /// <summary>
    /// Files by name, with <c>/</c> for directories, and their contents. When one of them is a secret, all go to an ISO image
    /// outside the store that only root and QEMU can read; the guest sees them as root's, mode 0600.
    /// </summary>
    public InputMap<string> Files
    {
        get => _files ??= new();
        set => _files = value;
    }

    /// <summary>How the directory is shown. Default <c>auto</c>.</summary>
    [Input("format")]
    public Input<ConfigDiskFormat>? Format { get; set; }

    /// <summary>
    /// The disk's serial, by which the guest finds it: at most 20 characters of <c>A-Z a-z 0-9 _ . -</c>. Default: from the
    /// resource's name.
    /// </summary>
    [Input("serial")]
    public Input<string>? Serial { get; set; }
}
