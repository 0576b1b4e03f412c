using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A NixOS system of one guest, built in the host's store, and a raw disk with the store paths that the guest's base image lacks.
/// The guest imports the disk and needs no network. A preview evaluates and never builds. A delete removes the garbage collector
/// root and the disk, and never a store path.
/// </summary>
/// <example>
/// <code>
/// var system = new NixSystem(
///     "web",
///     new()
///     {
///         Configuration = "guests",
///         Entry = "hosts/web",
///         HostName = "web",
///         Address = new GuestAddressArgs { Address = "192.168.1.12/24", Gateway = "192.168.1.1" },
///     }
/// );
/// </code>
/// </example>
public sealed class NixSystem : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">The name, unique among the NixSystem resources of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public NixSystem(string name, NixSystemArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:NixSystem", name, args, options) { }

    private NixSystem(string name, Input<string> id, CustomResourceOptions? options)
        : base("nixhost:index:NixSystem", name, args: null, ExistingResource.Of(id, options)) { }

    /// <summary>
    /// Reads a system that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends with an error if
    /// there is none.
    /// </summary>
    /// <param name="name">The name, unique among the NixSystem resources of the stack.</param>
    /// <param name="id">Its id: the id of another stack's system.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public static NixSystem Get(
        string name,
        Input<string> id,
        CustomResourceOptions? options = null
    ) => new(name, id, options);

    /// <summary>The store path of the system.</summary>
    [Output("storePath")]
    public Output<string> StorePath { get; private set; } = null!;

    /// <summary>The derivation of the system.</summary>
    [Output("derivationPath")]
    public Output<string> DerivationPath { get; private set; } = null!;

    /// <summary>The absolute path of the disk, whose content has the format of <c>nix-store --import</c>.</summary>
    [Output("closurePath")]
    public Output<string> ClosurePath { get; private set; } = null!;

    /// <summary>The size of the disk in bytes.</summary>
    [Output("closureSize")]
    public Output<double> ClosureSize { get; private set; } = null!;

    /// <summary>The garbage collector root that keeps the system.</summary>
    [Output("gcRoot")]
    public Output<string> GcRoot { get; private set; } = null!;

    /// <summary>
    /// The path of a NixOS configuration: the root directory of a tree, or a file. Relative paths start at the program's
    /// directory. A change builds the system anew.
    /// </summary>
    [Output("configuration")]
    public Output<string> Configuration { get; private set; } = null!;

    /// <summary>
    /// The path of the guest's configuration below that directory: a file, or a directory with a <c>configuration.nix</c>, such
    /// as <c>hosts/web</c>. A change builds the system anew. Default <c>configuration.nix</c>.
    /// </summary>
    [Output("entry")]
    public Output<string?> Entry { get; private set; } = null!;

    /// <summary>
    /// The guest's host name, which the configuration can override. A change builds the system anew. Default: the
    /// configuration's.
    /// </summary>
    [Output("hostName")]
    public Output<string?> HostName { get; private set; } = null!;

    /// <summary>
    /// The guest's static address, which the configuration can override. A change builds the system anew. Default: DHCP.
    /// </summary>
    [Output("address")]
    public Output<Outputs.GuestAddress?> Address { get; private set; } = null!;

    /// <summary>
    /// The MAC address of the card that gets the static address. A change builds the system anew. Default: any Ethernet card.
    /// </summary>
    [Output("mac")]
    public Output<string?> Mac { get; private set; } = null!;

    /// <summary>
    /// The firmware, which must match the image's. A change builds the system anew. Default: the configuration's.
    /// </summary>
    [Output("firmware")]
    public Output<Firmware?> Firmware { get; private set; } = null!;

    /// <summary>
    /// The nixpkgs of the evaluation, as a path or a flake reference. It should be the base image's. A change builds the system
    /// anew. Default <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Output("nixpkgs")]
    public Output<string?> Nixpkgs { get; private set; } = null!;

    /// <summary>The Nix system to build for, such as <c>x86_64-linux</c>. A change builds anew. Default: the host's.</summary>
    [Output("system")]
    public Output<string?> System { get; private set; } = null!;

    /// <summary>
    /// The path of the guest's base image in the Nix store. The disk omits the store paths that the image refers to; a compressed
    /// image refers to none. A change writes the disk anew. Default: the disk omits nothing.
    /// </summary>
    [Output("base")]
    public Output<string?> Base { get; private set; } = null!;

    /// <summary>
    /// The time limit of the build, and of the writing of the disk, in seconds or as a string such as <c>90m</c>. A change has no
    /// effect on the host. Default 2 hours.
    /// </summary>
    [Output("buildTimeout")]
    public Output<string> BuildTimeout { get; private set; } = null!;
}
