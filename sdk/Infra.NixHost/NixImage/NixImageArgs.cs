using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of a <see cref="NixImage"/>.</summary>
public sealed class NixImageArgs : ResourceArgs
{
    [Input("arguments")]
    private InputMap<string>? _arguments;

    /// <summary>
    /// The path of a NixOS configuration: a file, or a directory with a <c>configuration.nix</c>. Relative paths start at the
    /// program's directory. Exactly one source is set. A change builds the image anew.
    /// </summary>
    [Input("configuration")]
    public Input<string>? Configuration { get; set; }

    /// <summary>
    /// A flake reference with the name of a package or of a NixOS configuration, such as <c>.#guest</c>. Exactly one source is
    /// set. A change builds the image anew.
    /// </summary>
    [Input("flake")]
    public Input<string>? Flake { get; set; }

    /// <summary>
    /// The path of a Nix file whose value is a derivation, a NixOS system, a path, or a function that returns one. Exactly one
    /// source is set. A change builds the image anew.
    /// </summary>
    [Input("expression")]
    public Input<string>? Expression { get; set; }

    /// <summary>
    /// The attribute path of the image in the expression's value, separated by dots. A change builds the image anew. Default: the
    /// value itself.
    /// </summary>
    [Input("attribute")]
    public Input<string>? Attribute { get; set; }

    /// <summary>
    /// A store path that contains the image, or the path of an image file. Nothing is built. Exactly one source is set. A change
    /// takes the other image in place.
    /// </summary>
    [Input("storePath")]
    public Input<string>? StorePath { get; set; }

    /// <summary>
    /// The nixpkgs of the evaluation, as a path or a flake reference. A change builds the image anew. Default
    /// <c>&lt;nixpkgs&gt;</c>.
    /// </summary>
    [Input("nixpkgs")]
    public Input<string>? Nixpkgs { get; set; }

    /// <summary>The Nix system to build for, such as <c>x86_64-linux</c>. A change builds anew. Default: the host's.</summary>
    [Input("system")]
    public Input<string>? System { get; set; }

    /// <summary>The format of a configuration's image. A change builds the image anew. Default <c>qcow2</c>.</summary>
    [Input("format")]
    public Input<ImageFormat>? Format { get; set; }

    /// <summary>
    /// The virtual size of a configuration's image: <c>auto</c>, a number of bytes, or a size such as <c>8GiB</c>. A change
    /// builds the image anew. Default <c>auto</c>.
    /// </summary>
    [Input("diskSize")]
    public Input<string>? DiskSize { get; set; }

    /// <summary>
    /// The firmware that a configuration's image boots from. A change builds the image anew. Default <c>bios</c>.
    /// </summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>
    /// The name in <c>system.build.images</c> that is used if the value is a NixOS system. A change builds the image anew.
    /// Default <c>qemu</c>.
    /// </summary>
    [Input("variant")]
    public Input<string>? Variant { get; set; }

    /// <summary>
    /// The arguments of an expression that is a function. They end up in the store, so they must not be secret. A change builds
    /// the image anew.
    /// </summary>
    public InputMap<string> Arguments
    {
        get => _arguments ??= new();
        set => _arguments = value;
    }

    /// <summary>
    /// The time limit of the build, in seconds or as a string such as <c>90m</c>. A change has no effect on the host. Default 2
    /// hours.
    /// </summary>
    [Input("buildTimeout")]
    public Input<string>? BuildTimeout { get; set; }
}
