using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixImage;
using static Infra.NixHost.Provider.Evaluations.EvaluatedProperties;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>The properties of NixSystem.</summary>
internal static class NixSystemDefinition
{
    private const string Rebuilt = "the system is built anew if its derivation changes";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Number = new PropertyType.Number();

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "NixSystem",
            "A NixOS system for one guest, built in the host's store, and a raw disk with what the guest's base image lacks of it: the guest "
                + "imports that and needs no network. A preview evaluates and never builds. Deleting it drops the garbage collector root and the "
                + "disk, and no store path.",
            [
                In(
                    "configuration",
                    Text,
                    "The path of a NixOS configuration: the root directory of a tree, or a file. Relative paths start at the program's directory."
                ) with
                {
                    IsRequired = true,
                },
                In(
                    "entry",
                    Text,
                    "The guest's configuration below that directory: a file, or a directory with a `configuration.nix`, such as `hosts/web`. Default `configuration.nix`."
                ),
                In(
                    "hostName",
                    Text,
                    "The guest's name on its LAN; the configuration can override it. Default: what the configuration says."
                ),
                In(
                    "address",
                    new PropertyType.Structure(GuestStructures.Address),
                    "The guest's static address; the configuration can override it. Default: DHCP."
                ),
                In(
                    "mac",
                    Text,
                    "The MAC address of the card that gets the address. Default: any Ethernet card."
                ),
                In(
                    "firmware",
                    new PropertyType.Choice(NixImageDefinition.Firmware),
                    "What boots the guest, as its image has it. Default: what the configuration says."
                ),
                In(
                    "nixpkgs",
                    Text,
                    "The nixpkgs to evaluate with, a path or a flake reference; the base image's should be the same. Default `<nixpkgs>`."
                ),
                TargetSystem with
                {
                    Reason = Rebuilt,
                    SecretLeaksInto = Store,
                },
                In(
                    "base",
                    Text,
                    "What the guest boots from: the path of an image in the Nix store. What it refers to is left out of the disk; a compressed image refers to nothing. Default: nothing is left out."
                ) with
                {
                    Reason = "the disk is written anew",
                },
                BuildTimeout("How long the build and the writing of the disk may take, each") with
                {
                    SecretLeaksInto = Store,
                },
            ],
            [
                Out("storePath", Text, "The store path of the system."),
                Out("derivationPath", Text, "The derivation it was built by."),
                Out(
                    "closurePath",
                    Text,
                    "The absolute path of the disk, in the format that `nix-store --import` reads."
                ),
                Out("closureSize", Number, "The size of the disk in bytes."),
                Out(
                    "gcRoot",
                    Text,
                    "The garbage collector root that keeps the system on the host."
                ),
            ]
        );

    private static PropertyDefinition In(string name, PropertyType type, string description) =>
        new(name, type, description) { Reason = Rebuilt, SecretLeaksInto = Store };
}
