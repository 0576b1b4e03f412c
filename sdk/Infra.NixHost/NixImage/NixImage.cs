using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A bootable disk image in the Nix store, built from a NixOS configuration, an expression or a flake. A preview evaluates and
/// never builds. Deleting it drops the garbage collector root and no store path.
/// </summary>
public sealed class NixImage : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">Its name, unique among the NixImage resources of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public NixImage(string name, NixImageArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:NixImage", name, args, options) { }

    /// <summary>The absolute path of the image file.</summary>
    [Output("imagePath")]
    public Output<string> ImagePath { get; private set; } = null!;

    /// <summary>The store path the image lies in.</summary>
    [Output("storePath")]
    public Output<string> StorePath { get; private set; } = null!;

    /// <summary>The derivation it was built by; empty when nothing was built.</summary>
    [Output("derivationPath")]
    public Output<string> DerivationPath { get; private set; } = null!;

    /// <summary>The hash of the store path's content, as Nix records it; empty outside the store.</summary>
    [Output("narHash")]
    public Output<string> NarHash { get; private set; } = null!;

    /// <summary>The size of the disk as a guest sees it, in bytes.</summary>
    [Output("virtualSize")]
    public Output<double> VirtualSize { get; private set; } = null!;

    /// <summary>The size of the store path and all it refers to, in bytes; 0 outside the store.</summary>
    [Output("closureSize")]
    public Output<double> ClosureSize { get; private set; } = null!;

    /// <summary>The garbage collector root that keeps the image; empty outside the store.</summary>
    [Output("gcRoot")]
    public Output<string> GcRoot { get; private set; } = null!;

    /// <summary>An image where the path of one is wanted: its <see cref="ImagePath"/>.</summary>
    public static implicit operator Input<string>(NixImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ImagePath;
    }
}
