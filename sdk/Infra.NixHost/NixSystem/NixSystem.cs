using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A NixOS system for one guest, built in the host's store, and a raw disk with what the guest's base image lacks of it: the guest
/// imports that and needs no network. A preview evaluates and never builds. Deleting it drops the garbage collector root and the
/// disk, and no store path.
/// </summary>
public sealed class NixSystem : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">Its name, unique among the NixSystem resources of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public NixSystem(string name, NixSystemArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:NixSystem", name, args, options) { }

    /// <summary>The store path of the system.</summary>
    [Output("storePath")]
    public Output<string> StorePath { get; private set; } = null!;

    /// <summary>The derivation it was built by.</summary>
    [Output("derivationPath")]
    public Output<string> DerivationPath { get; private set; } = null!;

    /// <summary>The absolute path of the disk, in the format that <c>nix-store --import</c> reads.</summary>
    [Output("closurePath")]
    public Output<string> ClosurePath { get; private set; } = null!;

    /// <summary>The size of the disk in bytes.</summary>
    [Output("closureSize")]
    public Output<double> ClosureSize { get; private set; } = null!;

    /// <summary>The garbage collector root that keeps the system on the host.</summary>
    [Output("gcRoot")]
    public Output<string> GcRoot { get; private set; } = null!;
}
