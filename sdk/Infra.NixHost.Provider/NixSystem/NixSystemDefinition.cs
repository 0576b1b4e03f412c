using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Structures;
using static Infra.NixHost.Provider.Evaluations.EvaluatedProperties;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>The properties of NixSystem.</summary>
internal static class NixSystemDefinition
{
    private const string BuiltAnew = "A change builds the system anew.";
    private const string Rebuilt = "the system is built anew if its derivation changes";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Bytes = new PropertyType.Bytes();

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "NixSystem",
            "A NixOS system of one guest, built in the host's store, and a raw disk with the store paths that the guest's base "
                + "image lacks. The guest imports the disk and needs no network. A preview evaluates and never builds. A delete removes "
                + "the garbage collector root and the disk, and never a store path.",
            [
                HostInput.Of("the system"),
                In("configuration", Text, RequiredInputs.SystemConfiguration) with
                {
                    IsRequired = true,
                },
                In(
                    "entry",
                    Text,
                    "The path of the guest's configuration below that directory: a file, or a directory with a "
                        + "`configuration.nix`, such as `hosts/web`."
                ) with
                {
                    DefaultText = "`configuration.nix`",
                },
                In(
                    "hostName",
                    Text,
                    "The guest's host name, which the configuration can override."
                ) with
                {
                    DefaultText = "the configuration's",
                },
                In(
                    "address",
                    new PropertyType.Structure(GuestStructures.Address),
                    "The guest's static address, which the configuration can override."
                ) with
                {
                    DefaultText = "DHCP",
                },
                In("mac", Text, "The MAC address of the card that gets the static address.") with
                {
                    DefaultText = "any Ethernet card",
                },
                In(
                    "firmware",
                    new PropertyType.Choice(NixImageDefinition.Firmware),
                    "The firmware, which must match the image's."
                ) with
                {
                    DefaultText = "the configuration's",
                },
                In(
                    "nixpkgs",
                    Text,
                    "The nixpkgs of the evaluation, as a path or a flake reference. It should be the base image's."
                ) with
                {
                    DefaultText = DefaultNixpkgs,
                },
                TargetSystem with
                {
                    Reason = Rebuilt,
                    SecretLeaksInto = Store,
                },
                In(
                    "base",
                    Text,
                    "The path of the guest's base image in the Nix store. The disk omits the store paths that the image refers "
                        + "to; a compressed image refers to none."
                ) with
                {
                    Effect = "A change writes the disk anew.",
                    DefaultText = "the disk omits nothing",
                    Reason = "the disk is written anew",
                },
                BuildTimeout("The time limit of the build, and of the writing of the disk") with
                {
                    SecretLeaksInto = Store,
                },
            ],
            [
                Out("storePath", Text, "The store path of the system."),
                Out("derivationPath", Text, "The derivation of the system."),
                Out(
                    "closurePath",
                    Text,
                    "The absolute path of the disk, whose content has the format of `nix-store --import`."
                ),
                Out("closureSize", Bytes, "The size of the disk."),
                Out("gcRoot", Text, "The garbage collector root that keeps the system."),
            ]
        )
        {
            Noun = "a system",
            ImportId = "the id of another stack's system",
        };

    private static PropertyDefinition In(string name, PropertyType type, string description) =>
        new(name, type, description)
        {
            Effect = BuiltAnew,
            Reason = Rebuilt,
            SecretLeaksInto = Store,
        };
}
