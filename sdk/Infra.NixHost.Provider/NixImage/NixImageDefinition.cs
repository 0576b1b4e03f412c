using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using static Infra.NixHost.Provider.Evaluations.EvaluatedProperties;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>The properties of NixImage.</summary>
internal static class NixImageDefinition
{
    private const string Rebuilt = "the image is built anew if its derivation changes";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Number = new PropertyType.Number();

    /// <summary>The image formats.</summary>
    public static ChoiceDefinition Format { get; } =
        new(
            "ImageFormat",
            "How the image file is written.",
            [
                ("Qcow2", "qcow2", "An uncompressed qcow2 file."),
                (
                    "Qcow2Compressed",
                    "qcow2-compressed",
                    "A compressed qcow2 file: smaller, and without the system's closure among its references."
                ),
            ]
        );

    /// <summary>The firmwares; guests choose among the same.</summary>
    public static ChoiceDefinition Firmware { get; } =
        new(
            "Firmware",
            "What boots the machine.",
            [
                ("Bios", "bios", "SeaBIOS and a master boot record."),
                ("Uefi", "uefi", "UEFI (OVMF) and an EFI system partition."),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "NixImage",
            "A bootable disk image in the Nix store, built from a NixOS configuration, an expression or a flake. "
                + "A preview evaluates and never builds. Deleting it drops the garbage collector root and no store path.",
            [
                In(
                    "configuration",
                    Text,
                    "The path of a NixOS configuration: a file, or a directory with a `configuration.nix`. "
                        + "Relative paths start at the program's directory. Exactly one source is given."
                ),
                In(
                    "flake",
                    Text,
                    "A flake reference with the name of a package or of a NixOS configuration, such as `.#guest`. Exactly one source is given."
                ),
                In(
                    "expression",
                    Text,
                    "The path of a Nix file whose value is a derivation, a NixOS system, a path, or a function to one of them. Exactly one source is given."
                ),
                In(
                    "attribute",
                    Text,
                    "The attribute of the expression's value that is the image, dot-separated. Default: the value itself."
                ),
                In(
                    "storePath",
                    Text,
                    "A store path that holds the image, or the path of an image file; nothing is built. Exactly one source is given."
                ),
                In(
                    "nixpkgs",
                    Text,
                    "The nixpkgs to evaluate with: a path or a flake reference. Default `<nixpkgs>`."
                ),
                TargetSystem with
                {
                    Reason = Rebuilt,
                },
                In(
                    "format",
                    new PropertyType.Choice(Format),
                    "How the image of a configuration is written. Default `qcow2`."
                ) with
                {
                    Default = "qcow2",
                },
                In(
                    "diskSize",
                    Text,
                    "The virtual size of a configuration's image: `auto`, a number of bytes, or a size such as `8GiB`. Default `auto`."
                ) with
                {
                    Default = "auto",
                },
                In(
                    "firmware",
                    new PropertyType.Choice(Firmware),
                    "The firmware the image of a configuration boots from. Default `bios`."
                ) with
                {
                    Default = "bios",
                },
                In(
                    "variant",
                    Text,
                    "Which of `system.build.images` is taken when a value is a NixOS system. Default `qemu`."
                ) with
                {
                    Default = "qemu",
                },
                In(
                    "arguments",
                    new PropertyType.Map(Text),
                    "Named texts for an expression that is a function. They end up in the store: no secrets."
                ) with
                {
                    SecretLeaksInto = Store,
                },
                BuildTimeout("How long the build may take") with
                {
                    Reason = Rebuilt,
                },
            ],
            [
                Out("imagePath", Text, "The absolute path of the image file."),
                Out("storePath", Text, "The store path the image lies in."),
                Out(
                    "derivationPath",
                    Text,
                    "The derivation it was built by; empty when nothing was built."
                ),
                Out(
                    "narHash",
                    Text,
                    "The hash of the store path's content, as Nix records it; empty outside the store."
                ),
                Out("virtualSize", Number, "The size of the disk as a guest sees it, in bytes."),
                Out(
                    "closureSize",
                    Number,
                    "The size of the store path and all it refers to, in bytes; 0 outside the store."
                ),
                Out(
                    "gcRoot",
                    Text,
                    "The garbage collector root that keeps the image; empty outside the store."
                ),
            ]
        );

    private static PropertyDefinition In(string name, PropertyType type, string description) =>
        new(name, type, description) { Reason = Rebuilt };
}
