using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="NixImage"/> is made from.</summary>
public sealed class NixImageArgs : ResourceArgs
{
    [Input("arguments")]
    private InputMap<string>? _arguments;

    /// <summary>
    /// The path of a NixOS configuration: a file, or a directory with a <c>configuration.nix</c>. Relative paths start at the
    /// program's directory. Exactly one source is given.
    /// </summary>
    [Input("configuration")]
    public Input<string>? Configuration { get; set; }

    /// <summary>
    /// A flake reference with the name of a package or of a NixOS configuration, such as <c>.#guest</c>. Exactly one source is given.
    /// </summary>
    [Input("flake")]
    public Input<string>? Flake { get; set; }

    /// <summary>
    /// The path of a Nix file whose value is a derivation, a NixOS system, a path, or a function to one of them. Exactly one source
    /// is given.
    /// </summary>
    [Input("expression")]
    public Input<string>? Expression { get; set; }

    /// <summary>The attribute of the expression's value that is the image, dot-separated. Default: the value itself.</summary>
    [Input("attribute")]
    public Input<string>? Attribute { get; set; }

    /// <summary>
    /// A store path that holds the image, or the path of an image file; nothing is built. Exactly one source is given.
    /// </summary>
    [Input("storePath")]
    public Input<string>? StorePath { get; set; }

    /// <summary>The nixpkgs to evaluate with: a path or a flake reference. Default <c>&lt;nixpkgs&gt;</c>.</summary>
    [Input("nixpkgs")]
    public Input<string>? Nixpkgs { get; set; }

    /// <summary>The Nix system to build for, such as <c>x86_64-linux</c>. Default: the host's.</summary>
    [Input("system")]
    public Input<string>? System { get; set; }

    /// <summary>How the image of a configuration is written. Default <c>qcow2</c>.</summary>
    [Input("format")]
    public Input<ImageFormat>? Format { get; set; }

    /// <summary>
    /// The virtual size of a configuration's image: <c>auto</c>, a number of bytes, or a size such as <c>8GiB</c>. Default
    /// <c>auto</c>.
    /// </summary>
    [Input("diskSize")]
    public Input<string>? DiskSize { get; set; }

    /// <summary>The firmware the image of a configuration boots from. Default <c>bios</c>.</summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>Which of <c>system.build.images</c> is taken when a value is a NixOS system. Default <c>qemu</c>.</summary>
    [Input("variant")]
    public Input<string>? Variant { get; set; }

    /// <summary>Named texts for an expression that is a function. They end up in the store: no secrets.</summary>
    public InputMap<string> Arguments
    {
        get => _arguments ??= new();
        set => _arguments = value;
    }

    /// <summary>How long the build may take: seconds, or a text such as <c>90m</c>. Default 2 hours.</summary>
    [Input("buildTimeout")]
    public Input<string>? BuildTimeout { get; set; }
}
