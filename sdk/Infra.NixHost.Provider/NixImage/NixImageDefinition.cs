using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Structures;
using static Infra.NixHost.Provider.Evaluations.EvaluatedProperties;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>The properties of NixImage.</summary>
internal static class NixImageDefinition
{
    private const string BuiltAnew = "A change builds the image anew.";
    private const string Rebuilt = "the image is built anew if its derivation changes";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Bytes = new PropertyType.Bytes();

    /// <summary>The image formats.</summary>
    public static ChoiceDefinition Format { get; } =
        new(
            "ImageFormat",
            "The format of an image file.",
            [
                ("Qcow2", "qcow2", "An uncompressed qcow2 file."),
                (
                    "Qcow2Compressed",
                    "qcow2-compressed",
                    "A compressed qcow2 file. It is smaller, and its references do not include the system's closure."
                ),
            ]
        );

    /// <summary>The firmwares; guests choose among the same.</summary>
    public static ChoiceDefinition Firmware { get; } =
        new(
            "Firmware",
            "The firmware of a machine.",
            [
                ("Bios", "bios", "SeaBIOS and a master boot record."),
                ("Uefi", "uefi", "UEFI (OVMF) and an EFI system partition."),
            ]
        );

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "NixImage",
            "A bootable disk image in the Nix store, built from a NixOS configuration, an expression or a flake. A preview "
                + "evaluates and never builds. A delete removes the garbage collector root and never a store path.",
            [
                HostInput.Of("the image"),
                In(
                    "configuration",
                    Text,
                    "The path of a NixOS configuration: a file, or a directory with a `configuration.nix`. Relative paths start "
                        + "at the program's directory. Exactly one source is set."
                ),
                In(
                    "flake",
                    Text,
                    "A flake reference with the name of a package or of a NixOS configuration, such as `.#guest`. Exactly one "
                        + "source is set."
                ),
                In(
                    "expression",
                    Text,
                    "The path of a Nix file whose value is a derivation, a NixOS system, a path, or a function that returns one. "
                        + "Exactly one source is set."
                ),
                In(
                    "attribute",
                    Text,
                    "The attribute path of the image in the expression's value, separated by dots."
                ) with
                {
                    DefaultText = "the value itself",
                },
                In(
                    "storePath",
                    Text,
                    "A store path that contains the image, or the path of an image file. Nothing is built. Exactly one source is "
                        + "set."
                ) with
                {
                    Effect = "A change takes the other image in place.",
                },
                In(
                    "nixpkgs",
                    Text,
                    "The nixpkgs of the evaluation, as a path or a flake reference."
                ) with
                {
                    DefaultText = DefaultNixpkgs,
                },
                TargetSystem with
                {
                    Reason = Rebuilt,
                },
                In(
                    "format",
                    new PropertyType.Choice(Format),
                    "The format of a configuration's image."
                ) with
                {
                    Default = "qcow2",
                },
                In(
                    "diskSize",
                    new PropertyType.Size("auto"),
                    "The virtual size of a configuration's image."
                ) with
                {
                    Default = "auto",
                },
                In(
                    "firmware",
                    new PropertyType.Choice(Firmware),
                    "The firmware that a configuration's image boots from."
                ) with
                {
                    Default = "bios",
                },
                In(
                    "variant",
                    Text,
                    "The name in `system.build.images` that is used if the value is a NixOS system."
                ) with
                {
                    Default = "qemu",
                },
                In(
                    "arguments",
                    new PropertyType.Map(Text),
                    "The arguments of an expression that is a function. They end up in the store, so they must not be secret."
                ) with
                {
                    SecretLeaksInto = Store,
                },
                BuildTimeout("The time limit of the build") with
                {
                    Reason = Rebuilt,
                },
            ],
            [
                Out("imagePath", Text, "The absolute path of the image file."),
                Out("storePath", Text, "The store path that contains the image."),
                Out(
                    "derivationPath",
                    Text,
                    "The derivation of the image. It is empty if nothing was built."
                ),
                Out(
                    "narHash",
                    Text,
                    "The hash of the store path's content, as Nix records it. It is empty outside the store."
                ),
                Out("virtualSize", Bytes, "The size of the disk that a guest sees."),
                Out(
                    "closureSize",
                    Bytes,
                    "The size of the store path with its references. It is 0 outside the store."
                ),
                Out(
                    "gcRoot",
                    Text,
                    "The garbage collector root that keeps the image. It is empty outside the store."
                ),
            ]
        )
        {
            Noun = "an image",
            ImportId =
                "the garbage collector root of another stack's image, a path in the Nix store, a link of `nix build`, or the path of "
                + "an image file",
        };

    private static PropertyDefinition In(string name, PropertyType type, string description) =>
        new(name, type, description) { Effect = BuiltAnew, Reason = Rebuilt };
}
