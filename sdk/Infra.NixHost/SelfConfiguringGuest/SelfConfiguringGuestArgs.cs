using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of a <see cref="SelfConfiguringGuest"/>.</summary>
public sealed class SelfConfiguringGuestArgs : ResourceArgs
{
    [Input("authorizedKeys")]
    private InputList<string>? _authorizedKeys;

    /// <summary>
    /// The shared base image: a <see cref="NixImage"/>, or the path of one in the Nix store. Its configuration imports
    /// <c>guest.nix</c> and <c>bootstrap.nix</c>. <see cref="OnImageChange"/> decides what a change does.
    /// </summary>
    [Input("image", required: true)]
    public Input<string> Image { get; set; } = null!;

    /// <summary>
    /// The root directory of the configurations, which the guest sees at <c>/etc/nixos</c>. It is copied into the Nix store, so
    /// it must contain no secrets. Relative paths start at the program's directory. A change becomes a new system in the guest.
    /// </summary>
    [Input("configurationRoot", required: true)]
    public Input<string> ConfigurationRoot { get; set; } = null!;

    /// <summary>
    /// The directory of the guest's own <c>configuration.nix</c> below <see cref="ConfigurationRoot"/>, such as <c>hosts/web</c>.
    /// The guest also sees it at <c>/etc/nixos/hosts/self</c>. A change becomes a new system in the guest.
    /// </summary>
    [Input("hostConfiguration", required: true)]
    public Input<string> HostConfiguration { get; set; } = null!;

    /// <summary>
    /// The network of the guest, such as a <see cref="BridgeNetwork"/>. A change moves the card while the guest runs.
    /// </summary>
    [Input("network", required: true)]
    public Input<GuestNetworkArgs> Network { get; set; } = null!;

    /// <summary>
    /// The identity of the guest on its LAN. A change becomes a new system in the guest; another host name replaces the guest and
    /// keeps its disks.
    /// </summary>
    [Input("identity", required: true)]
    public GuestIdentityArgs Identity { get; set; } = null!;

    /// <summary>
    /// The place where the guest's system is built. A change becomes a new system in the guest. Default
    /// <see cref="ConfigurationMode.BuildOnHost"/>.
    /// </summary>
    [Input("mode")]
    public ConfigurationMode Mode { get; set; }

    /// <summary>
    /// The way in which a new system is activated. A change counts from the next new system on. Default
    /// <see cref="SystemActivation.Reboot"/>.
    /// </summary>
    [Input("activation")]
    public SystemActivation Activation { get; set; }

    /// <summary>
    /// The access over SSH. A change reaches the guest while it runs. Default <see cref="SshAccess.AuthorizedKeys"/>.
    /// </summary>
    [Input("sshAccess")]
    public SshAccess SshAccess { get; set; }

    /// <summary>
    /// The public keys that may log in as root, each a line as in <c>authorized_keys</c>. A change reaches the guest while it
    /// runs. Default: none.
    /// </summary>
    public InputList<string> AuthorizedKeys
    {
        get => _authorizedKeys ??= [];
        set => _authorizedKeys = value;
    }

    /// <summary>
    /// The directory of the host for <see cref="SshAccess.HostDirectory"/>. A change reaches the guest while it runs. Default
    /// <c>/root/.ssh</c>.
    /// </summary>
    [Input("sshDirectory")]
    public Input<string>? SshDirectory { get; set; }

    /// <summary>
    /// The nixpkgs of the evaluation on the host, as a path or a flake reference. It should be the base image's. A change becomes
    /// a new system in the guest. Default <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Input("nixpkgs")]
    public Input<string>? Nixpkgs { get; set; }

    /// <summary>
    /// The size of the guest's own disk, such as <c>20GiB</c>. It grows in place, even while the guest runs, and never shrinks; a
    /// change to less is refused. Default: the image's.
    /// </summary>
    [Input("diskSize")]
    public Input<string>? DiskSize { get; set; }

    /// <summary>
    /// The reaction of the disk to a change of the base image. A change has no effect on a disk that is on the current image.
    /// Default: the disk stays on its old base.
    /// </summary>
    [Input("onImageChange")]
    public Input<OnImageChange>? OnImageChange { get; set; }

    /// <summary>The number of virtual CPUs. A change restarts the guest. Default 1.</summary>
    [Input("cpus")]
    public Input<int>? Cpus { get; set; }

    /// <summary>The memory, such as <c>2GiB</c>. A change restarts the guest. Default 1 GiB.</summary>
    [Input("memory")]
    public Input<string>? Memory { get; set; }

    /// <summary>The firmware, which must match the image's. A change restarts the guest. Default <c>bios</c>.</summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>
    /// The time limit of <c>up</c> for the guest's configuration, in seconds or as a string such as <c>10m</c>. A change has no
    /// effect on the host. Default 15 minutes if the system is built on the host, 2 hours if it is built in the guest.
    /// </summary>
    [Input("waitTimeout")]
    public Input<string>? WaitTimeout { get; set; }

    /// <summary>
    /// A function that may change the inputs of the guest, such as disks, cards or the console. A change does what those inputs
    /// say. Programs in other languages have no such input. Default: none.
    /// </summary>
    public Action<NixGuestArgs>? ConfigureGuest { get; set; }
}
