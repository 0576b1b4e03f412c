using System.Collections.Immutable;
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
    public static NixImage Get(
        string name,
        Input<string> id,
        CustomResourceOptions? options = null
    ) => new(name, id, options);

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

    /// <summary>
    /// The path of a NixOS configuration: a file, or a directory with a <c>configuration.nix</c>. Relative paths start at the
    /// program's directory. Exactly one source is set. A change builds the image anew.
    /// </summary>
    [Output("configuration")]
    public Output<string?> Configuration { get; private set; } = null!;

    /// <summary>
    /// A flake reference with the name of a package or of a NixOS configuration, such as <c>.#guest</c>. Exactly one source is
    /// set. A change builds the image anew.
    /// </summary>
    [Output("flake")]
    public Output<string?> Flake { get; private set; } = null!;

    /// <summary>
    /// The path of a Nix file whose value is a derivation, a NixOS system, a path, or a function that returns one. Exactly one
    /// source is set. A change builds the image anew.
    /// </summary>
    [Output("expression")]
    public Output<string?> Expression { get; private set; } = null!;

    /// <summary>
    /// The attribute path of the image in the expression's value, separated by dots. A change builds the image anew. Default: the
    /// value itself.
    /// </summary>
    [Output("attribute")]
    public Output<string?> Attribute { get; private set; } = null!;

    /// <summary>
    /// The nixpkgs of the evaluation, as a path or a flake reference. A change builds the image anew. Default
    /// <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Output("nixpkgs")]
    public Output<string?> Nixpkgs { get; private set; } = null!;

    /// <summary>The Nix system to build for, such as <c>x86_64-linux</c>. A change builds anew. Default: the host's.</summary>
    [Output("system")]
    public Output<string?> System { get; private set; } = null!;

    /// <summary>The format of a configuration's image. A change builds the image anew. Default <c>qcow2</c>.</summary>
    [Output("format")]
    public Output<ImageFormat> Format { get; private set; } = null!;

    /// <summary>
    /// The virtual size of a configuration's image: <c>auto</c>, a number of bytes, or a size such as <c>8GiB</c>. A change
    /// builds the image anew. Default <c>auto</c>.
    /// </summary>
    [Output("diskSize")]
    public Output<string> DiskSize { get; private set; } = null!;

    /// <summary>
    /// The firmware that a configuration's image boots from. A change builds the image anew. Default <c>bios</c>.
    /// </summary>
    [Output("firmware")]
    public Output<Firmware> Firmware { get; private set; } = null!;

    /// <summary>
    /// The name in <c>system.build.images</c> that is used if the value is a NixOS system. A change builds the image anew.
    /// Default <c>qemu</c>.
    /// </summary>
    [Output("variant")]
    public Output<string> Variant { get; private set; } = null!;

    /// <summary>
    /// The arguments of an expression that is a function. They end up in the store, so they must not be secret. A change builds
    /// the image anew.
    /// </summary>
    [Output("arguments")]
    public Output<ImmutableDictionary<string, string>> Arguments { get; private set; } = null!;

    /// <summary>
    /// The time limit of the build, in seconds or as a string such as <c>90m</c>. A change has no effect on the host. Default 2
    /// hours.
    /// </summary>
    [Output("buildTimeout")]
    public Output<string> BuildTimeout { get; private set; } = null!;

    /// <summary>Converts the image to its <see cref="ImagePath"/>.</summary>
    public static implicit operator Input<string>(NixImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.ImagePath;
    }
}
