using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>The properties of SelfConfiguringGuest.</summary>
internal static class SelfConfiguringGuestDefinition
{
    private const string NewSystem = "A change becomes a new system in the guest.";
    private const string Reaches = "A change reaches the guest while it runs.";

    private static readonly PropertyType Text = new PropertyType.Text();

    private static readonly StructureDefinition Identity = new(
        "GuestIdentity",
        "The identity of a guest on its LAN. The guest's configuration can override each part of it.",
        [
            new("hostName", Text, RequiredInputs.IdentityHostName)
            {
                Effect = "A change replaces the guest and keeps its disks.",
                IsRequired = true,
            },
            new("address", Text, RequiredInputs.IdentityAddress)
            {
                Effect = NewSystem,
                IsRequired = true,
            },
            new("gateway", Text, "The IP address of the default gateway.")
            {
                Effect = NewSystem,
                DefaultText = "none",
            },
            new("dns", new PropertyType.List(Text), "The IP addresses of the name servers.")
            {
                Effect = NewSystem,
                DefaultText = "none",
            },
            new("mac", Text, "The MAC address of the network card.")
            {
                Effect = "A change plugs in another card while the guest runs.",
                DefaultText = "one that is derived from project, stack and host name",
            },
        ]
    );

    /// <summary>The component.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "SelfConfiguringGuest",
            "A NixOS guest that boots a shared base image and configures itself from its config disks, without a login. A new "
                + "configuration becomes a new system in the same guest, which keeps its disk and data. A failed configuration leaves the "
                + "former system running and ends `up` with the guest's error message.",
            [.. Configuration(), .. Choices(), .. Disk(), .. Machine()],
            [
                new("address", Text, "The IP address, without prefix length.")
                {
                    IsRequired = true,
                },
                new(
                    "configuredSystem",
                    Text,
                    "The store path of the system that the guest reported as running."
                )
                {
                    IsRequired = true,
                },
                new(
                    "configHash",
                    Text,
                    "The hash of the configuration that the guest reported as applied."
                )
                {
                    IsRequired = true,
                },
                new(
                    "sshHostKey",
                    Text,
                    "The guest's public SSH host key, as in a `known_hosts` line without the name. It is empty if the guest runs "
                        + "no SSH server."
                )
                {
                    IsRequired = true,
                },
            ]
        )
        {
            IsComponent = true,
        };

    private static PropertyDefinition[] Configuration() =>
        [
            HostInput.Of("the guest") with
            {
                Effect =
                    "On another machine the guest is made anew, and its data is lost; another address of the same machine changes nothing.",
            },
            new("image", Text, RequiredInputs.SharedImage)
            {
                Effect = RequiredInputs.OnImageChangeDecides,
                IsRequired = true,
            },
            new("configurationRoot", Text, RequiredInputs.ConfigurationRoot)
            {
                Effect = NewSystem,
                IsRequired = true,
            },
            new("hostConfiguration", Text, RequiredInputs.HostConfiguration)
            {
                Effect = NewSystem,
                IsRequired = true,
            },
            new(
                "network",
                new PropertyType.Structure(GuestStructures.Network),
                RequiredInputs.Network
            )
            {
                Effect = "A change moves the card while the guest runs.",
                IsRequired = true,
            },
            new("identity", new PropertyType.Structure(Identity), RequiredInputs.Identity)
            {
                Effect =
                    "A change becomes a new system in the guest; another host name replaces the guest and keeps its disks.",
                IsRequired = true,
            },
        ];

    private static PropertyDefinition[] Choices() =>
        [
            new(
                "mode",
                new PropertyType.Choice(SelfConfiguringGuestChoices.Mode),
                "The place where the guest's system is built."
            )
            {
                Effect = NewSystem,
                Default = SelfConfiguringGuestChoices.BuildOnHost,
                IsPlain = true,
            },
            new(
                "activation",
                new PropertyType.Choice(SelfConfiguringGuestChoices.Activation),
                "The way in which a new system is activated."
            )
            {
                Effect = "A change counts from the next new system on.",
                Default = SelfConfiguringGuestChoices.Reboot,
                IsPlain = true,
            },
            new(
                "sshAccess",
                new PropertyType.Choice(SelfConfiguringGuestChoices.SshAccess),
                "The access over SSH."
            )
            {
                Effect = Reaches,
                Default = SelfConfiguringGuestChoices.AuthorizedKeys,
                IsPlain = true,
            },
            new(
                "authorizedKeys",
                new PropertyType.List(Text),
                "The public keys that may log in as root, each a line as in `authorized_keys`."
            )
            {
                Effect = Reaches,
                DefaultText = "none",
            },
            new("sshDirectory", Text, "The directory of the host for `hostDirectory`.")
            {
                Effect = Reaches,
                DefaultText = $"`{ComponentDefaults.SshDirectory}`",
            },
        ];

    private static PropertyDefinition[] Disk() =>
        [
            new(
                "nixpkgs",
                Text,
                "The nixpkgs of the evaluation on the host, as a path or a flake reference. It should be the base image's."
            )
            {
                Effect = NewSystem,
                DefaultText = EvaluatedProperties.DefaultNixpkgs,
            },
            new("diskSize", new PropertyType.Size(), "The size of the guest's own disk.")
            {
                Effect =
                    "It grows in place, even while the guest runs, and never shrinks; a change to less is refused.",
                DefaultText = "the image's",
            },
            new(
                "onImageChange",
                new PropertyType.Choice(OverlayDiskDefinition.OnImageChange),
                "The reaction of the disk to a change of the base image."
            )
            {
                Effect = "A change has no effect on a disk that is on the current image.",
                DefaultText = OverlayDiskDefinition.Resource.DefaultOf("onImageChange"),
            },
        ];

    private static PropertyDefinition[] Machine() =>
        [
            new("cpus", new PropertyType.Integer(), "The number of virtual CPUs.")
            {
                Impact = ChangeImpact.Restart,
                DefaultText = NixGuestDefinition.Resource.DefaultOf("cpus"),
            },
            new("memory", new PropertyType.Size(), "The memory.")
            {
                Impact = ChangeImpact.Restart,
                DefaultText = NixGuestDefinition.Resource.DefaultOf("memory"),
            },
            new(
                "firmware",
                new PropertyType.Choice(NixImageDefinition.Firmware),
                "The firmware, which must match the image's."
            )
            {
                Impact = ChangeImpact.Restart,
                DefaultText = NixGuestDefinition.Resource.DefaultOf("firmware"),
            },
            new(
                "waitTimeout",
                new PropertyType.Duration(),
                "The time limit of `up` for the guest's configuration."
            )
            {
                Impact = ChangeImpact.None,
                DefaultText =
                    $"`{ComponentDefaults.WaitTimeout(isBuiltOnHost: true)}` if the system is built on the host, "
                    + $"`{ComponentDefaults.WaitTimeout(isBuiltOnHost: false)}` if it is built in the guest",
            },
        ];
}
