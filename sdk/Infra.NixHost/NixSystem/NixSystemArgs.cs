using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="NixSystem"/> is made from.</summary>
public sealed class NixSystemArgs : ResourceArgs
{
    /// <summary>
    /// The path of a NixOS configuration: the root directory of a tree, or a file. Relative paths start at the program's directory.
    /// </summary>
    [Input("configuration", required: true)]
    public Input<string> Configuration { get; set; } = null!;

    /// <summary>
    /// The guest's configuration below that directory: a file, or a directory with a <c>configuration.nix</c>, such as
    /// <c>hosts/web</c>. Default <c>configuration.nix</c>.
    /// </summary>
    [Input("entry")]
    public Input<string>? Entry { get; set; }

    /// <summary>
    /// The guest's name on its LAN; the configuration can override it. Default: what the configuration says.
    /// </summary>
    [Input("hostName")]
    public Input<string>? HostName { get; set; }

    /// <summary>The guest's static address; the configuration can override it. Default: DHCP.</summary>
    [Input("address")]
    public Input<GuestAddressArgs>? Address { get; set; }

    /// <summary>The MAC address of the card that gets the address. Default: any Ethernet card.</summary>
    [Input("mac")]
    public Input<string>? Mac { get; set; }

    /// <summary>What boots the guest, as its image has it. Default: what the configuration says.</summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>
    /// The nixpkgs to evaluate with, a path or a flake reference; the base image's should be the same. Default
    /// <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Input("nixpkgs")]
    public Input<string>? Nixpkgs { get; set; }

    /// <summary>The Nix system to build for, such as <c>x86_64-linux</c>. Default: the host's.</summary>
    [Input("system")]
    public Input<string>? System { get; set; }

    /// <summary>
    /// What the guest boots from: the path of an image in the Nix store. What it refers to is left out of the disk; a compressed
    /// image refers to nothing. Default: nothing is left out.
    /// </summary>
    [Input("base")]
    public Input<string>? Base { get; set; }

    /// <summary>
    /// How long the build and the writing of the disk may take, each: seconds, or a text such as <c>90m</c>. Default 2 hours.
    /// </summary>
    [Input("buildTimeout")]
    public Input<string>? BuildTimeout { get; set; }
}
