using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A bootable disk image in the Nix store, built from a NixOS configuration, an expression or a flake. A preview evaluates and
/// never builds. A delete removes the garbage collector root and never a store path.
/// </summary>
/// <example>
/// <code>
/// var image = new NixImage("image", new() { Configuration = "guest.nix" });
/// </code>
/// </example>
public sealed class NixImage : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">The name, unique among the NixImage resources of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public NixImage(string name, NixImageArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:NixImage", name, args, options) { }

    private NixImage(string name, Input<string> id, CustomResourceOptions? options)
        : base("nixhost:index:NixImage", name, args: null, ExistingResource.Of(id, options)) { }

    /// <summary>
    /// Reads an image that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends with an error if
    /// there is none.
    /// </summary>
    /// <param name="name">The name, unique among the NixImage resources of the stack.</param>
    /// <param name="id">Its id: the garbage collector root of another stack's image, a path in the Nix store, a link of <c>nix build</c>, or the path of an image file.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public static NixImage Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
        new(name, id, options);

    /// <summary>The absolute path of the image file.</summary>
    [Output("imagePath")]
    public Output<string> ImagePath { get; private set; } = null!;

    /// <summary>The store path that contains the image.</summary>
    [Output("storePath")]
    public Output<string> StorePath { get; private set; } = null!;

    /// <summary>The derivation of the image. It is empty if nothing was built.</summary>
    [Output("derivationPath")]
    public Output<string> DerivationPath { get; private set; } = null!;

    /// <summary>The hash of the store path's content, as Nix records it. It is empty outside the store.</summary>
    [Output("narHash")]
    public Output<string> NarHash { get; private set; } = null!;

    /// <summary>The size of the disk that a guest sees, in bytes.</summary>
    [Output("virtualSize")]
    public Output<double> VirtualSize { get; private set; } = null!;

    /// <summary>The size of the store path with its references, in bytes. It is 0 outside the store.</summary>
    [Output("closureSize")]
    public Output<double> ClosureSize { get; private set; } = null!;

    /// <summary>The garbage collector root that keeps the image. It is empty outside the store.</summary>
    [Output("gcRoot")]
    public Output<string> GcRoot { get; private set; } = null!;

    /// <summary>Converts the image to its <see cref="ImagePath"/>.</summary>
    public static implicit operator Input<string>(NixImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ImagePath;
    }
}
