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
    public static NixSystem Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
        new(name, id, options);

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
}
