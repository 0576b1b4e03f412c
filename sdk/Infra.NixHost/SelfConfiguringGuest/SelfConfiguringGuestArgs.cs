using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="SelfConfiguringGuest"/> is made from.</summary>
public sealed class SelfConfiguringGuestArgs : ResourceArgs
{
    [Input("authorizedKeys")]
    private InputList<string>? _authorizedKeys;

    /// <summary>
    /// The base image all guests share: a <see cref="NixImage"/>, or the path of one in the Nix store. Its configuration imports
    /// <c>guest.nix</c> and <c>bootstrap.nix</c>.
    /// </summary>
    [Input("image", required: true)]
    public Input<string> Image { get; set; } = null!;

    /// <summary>
    /// The root directory of the configurations, which the guest sees at <c>/etc/nixos</c>. It is copied into the Nix store: no
    /// secrets. Relative paths start at the program's directory.
    /// </summary>
    [Input("configurationRoot", required: true)]
    public Input<string> ConfigurationRoot { get; set; } = null!;

    /// <summary>
    /// The directory of the guest's own <c>configuration.nix</c> below <see cref="ConfigurationRoot"/>, such as <c>hosts/web</c>. The
    /// guest sees it at <c>/etc/nixos/hosts/self</c> too.
    /// </summary>
    [Input("hostConfiguration", required: true)]
    public Input<string> HostConfiguration { get; set; } = null!;

    /// <summary>The network the guest is on, such as a <see cref="BridgeNetwork"/>.</summary>
    [Input("network", required: true)]
    public Input<GuestNetworkArgs> Network { get; set; } = null!;

    /// <summary>Who the guest is on its LAN.</summary>
    [Input("identity", required: true)]
    public GuestIdentityArgs Identity { get; set; } = null!;

    /// <summary>Where the guest's system is built. Default <see cref="ConfigurationMode.BuildOnHost"/>.</summary>
    public ConfigurationMode Mode { get; set; }

    /// <summary>How a new system comes into force. Default <see cref="SystemActivation.Reboot"/>.</summary>
    public SystemActivation Activation { get; set; }

    /// <summary>Who gets in over SSH. Default <see cref="SshAccess.AuthorizedKeys"/>.</summary>
    public SshAccess SshAccess { get; set; }

    /// <summary>The public keys that let in root, one line each as in <c>authorized_keys</c>. Default: none.</summary>
    public InputList<string> AuthorizedKeys
    {
        get => _authorizedKeys ??= [];
        set => _authorizedKeys = value;
    }

    /// <summary>The directory of the host for <see cref="SshAccess.HostDirectory"/>. Default <c>/root/.ssh</c>.</summary>
    [Input("sshDirectory")]
    public Input<string>? SshDirectory { get; set; }

    /// <summary>
    /// The nixpkgs to evaluate with on the host: a path or a flake reference; the base image's should be the same. Default
    /// <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Input("nixpkgs")]
    public Input<string>? Nixpkgs { get; set; }

    /// <summary>The size of the guest's own disk, such as <c>20GiB</c>. Default: the image's.</summary>
    [Input("diskSize")]
    public Input<string>? DiskSize { get; set; }

    /// <summary>What becomes of the disk when the base image changes. Default: it stays, on its old base.</summary>
    [Input("onImageChange")]
    public Input<OnImageChange>? OnImageChange { get; set; }

    /// <summary>The number of virtual CPUs. Default 1.</summary>
    [Input("cpus")]
    public Input<int>? Cpus { get; set; }

    /// <summary>The memory, such as <c>2GiB</c>. Default 1 GiB.</summary>
    [Input("memory")]
    public Input<string>? Memory { get; set; }

    /// <summary>What boots the guest; as its image has it. Default <c>bios</c>.</summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>
    /// How long <c>up</c> waits for the guest to be configured: seconds, or a text such as <c>10m</c>. Default 15 minutes when the system is
    /// built on the host, 2 hours when it is built in the guest.
    /// </summary>
    [Input("waitTimeout")]
    public Input<string>? WaitTimeout { get; set; }

    /// <summary>Changes what the guest is made from before it is made: further disks and cards, a console, an agent. Default: nothing.</summary>
    public Action<NixGuestArgs>? ConfigureGuest { get; set; }
}
