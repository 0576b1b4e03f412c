using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of a <see cref="NixSystem"/>.</summary>
public sealed class NixSystemArgs : ResourceArgs
{
    /// <summary>
    /// The path of a NixOS configuration: the root directory of a tree, or a file. Relative paths start at the program's
    /// directory. A change builds the system anew.
    /// </summary>
    [Input("configuration", required: true)]
    public Input<string> Configuration { get; set; } = null!;

    /// <summary>
    /// The path of the guest's configuration below that directory: a file, or a directory with a <c>configuration.nix</c>, such
    /// as <c>hosts/web</c>. A change builds the system anew. Default <c>configuration.nix</c>.
    /// </summary>
    [Input("entry")]
    public Input<string>? Entry { get; set; }

    /// <summary>
    /// The guest's host name, which the configuration can override. A change builds the system anew. Default: the
    /// configuration's.
    /// </summary>
    [Input("hostName")]
    public Input<string>? HostName { get; set; }

    /// <summary>
    /// The guest's static address, which the configuration can override. A change builds the system anew. Default: DHCP.
    /// </summary>
    [Input("address")]
    public Input<GuestAddressArgs>? Address { get; set; }

    /// <summary>
    /// The MAC address of the card that gets the static address. A change builds the system anew. Default: any Ethernet card.
    /// </summary>
    [Input("mac")]
    public Input<string>? Mac { get; set; }

    /// <summary>
    /// The firmware, which must match the image's. A change builds the system anew. Default: the configuration's.
    /// </summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>
    /// The nixpkgs of the evaluation, as a path or a flake reference. It should be the base image's. A change builds the system
    /// anew. Default <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Input("nixpkgs")]
    public Input<string>? Nixpkgs { get; set; }

    /// <summary>The Nix system to build for, such as <c>x86_64-linux</c>. A change builds anew. Default: the host's.</summary>
    [Input("system")]
    public Input<string>? System { get; set; }

    /// <summary>
    /// The path of the guest's base image in the Nix store. The disk omits the store paths that the image refers to; a compressed
    /// image refers to none. A change writes the disk anew. Default: the disk omits nothing.
    /// </summary>
    [Input("base")]
    public Input<string>? Base { get; set; }

    /// <summary>
    /// The time limit of the build, and of the writing of the disk, in seconds or as a string such as <c>90m</c>. A change has no
    /// effect on the host. Default 2 hours.
    /// </summary>
    [Input("buildTimeout")]
    public Input<string>? BuildTimeout { get; set; }
}
