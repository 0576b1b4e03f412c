using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.OverlayDisk;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>The properties of SelfConfiguringGuest.</summary>
internal static class SelfConfiguringGuestDefinition
{
    private static readonly PropertyType Text = new PropertyType.Text();

    private static readonly StructureDefinition Identity = new(
        "GuestIdentity",
        "The identity of a guest on its LAN. The guest's configuration can override each part of it.",
        [
            new(
                "hostName",
                Text,
                "The host name, which is also the name of the libvirt domain. A change replaces the guest and keeps its disks."
            )
            {
                IsRequired = true,
            },
            new(
                "address",
                Text,
                "The static IP address with prefix length, such as `192.168.1.12/24`. A change becomes a new system in the guest."
            )
            {
                IsRequired = true,
            },
            new(
                "gateway",
                Text,
                "The IP address of the default gateway. A change becomes a new system in the guest. Default: none."
            ),
            new(
                "dns",
                new PropertyType.List(Text),
                "The IP addresses of the name servers. A change becomes a new system in the guest. Default: none."
            ),
            new(
                "mac",
                Text,
                "The MAC address of the network card. A change plugs in another card while the guest runs. Default: one that is derived "
                    + "from project, stack and host name."
            ),
        ]
    );

    /// <summary>The component.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "SelfConfiguringGuest",
            "A NixOS guest that boots a shared base image and configures itself from its config disks, without a login. A new "
                + "configuration becomes a new system in the same guest, which keeps its disk and data. A failed configuration leaves the "
                + "former system running and ends `up` with the guest's error message.",
            [.. Configuration(), .. Choices(), .. Machine()],
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
                    "The guest's public SSH host key, as in a `known_hosts` line without the name. It is empty if the guest runs no SSH server."
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
            new(
                "image",
                Text,
                "The shared base image: a NixImage, or the path of one in the Nix store. Its configuration imports `guest.nix` and "
                    + "`bootstrap.nix`. `onImageChange` decides what a change does."
            )
            {
                IsRequired = true,
            },
            new(
                "configurationRoot",
                Text,
                "The root directory of the configurations, which the guest sees at `/etc/nixos`. It is copied into the Nix store, so it must "
                    + "contain no secrets. Relative paths start at the program's directory. A change becomes a new system in the guest."
            )
            {
                IsRequired = true,
            },
            new(
                "hostConfiguration",
                Text,
                "The directory of the guest's own `configuration.nix` below `configurationRoot`, such as `hosts/web`. The guest also sees it "
                    + "at `/etc/nixos/hosts/self`. A change becomes a new system in the guest."
            )
            {
                IsRequired = true,
            },
            new(
                "network",
                new PropertyType.Structure(GuestStructures.Network),
                "The network of the guest, such as a BridgeNetwork. A change moves the card while the guest runs."
            )
            {
                IsRequired = true,
            },
            new(
                "identity",
                new PropertyType.Structure(Identity),
                "The identity of the guest on its LAN. A change becomes a new system in the guest; another host name replaces the guest and "
                    + "keeps its disks."
            )
            {
                IsRequired = true,
            },
        ];

    private static PropertyDefinition[] Choices() =>
        [
            new(
                "mode",
                new PropertyType.Choice(SelfConfiguringGuestChoices.Mode),
                "The place where the guest's system is built. A change becomes a new system in the guest. Default `buildOnHost`."
            )
            {
                Default = SelfConfiguringGuestChoices.BuildOnHost,
                IsPlain = true,
            },
            new(
                "activation",
                new PropertyType.Choice(SelfConfiguringGuestChoices.Activation),
                "The way in which a new system is activated. A change counts from the next new system on. Default `reboot`."
            )
            {
                Default = SelfConfiguringGuestChoices.Reboot,
                IsPlain = true,
            },
            new(
                "sshAccess",
                new PropertyType.Choice(SelfConfiguringGuestChoices.SshAccess),
                "The access over SSH. A change reaches the guest while it runs. Default `authorizedKeys`."
            )
            {
                Default = SelfConfiguringGuestChoices.AuthorizedKeys,
                IsPlain = true,
            },
            new(
                "authorizedKeys",
                new PropertyType.List(Text),
                "The public keys that may log in as root, each a line as in `authorized_keys`. A change reaches the guest while it runs. "
                    + "Default: none."
            ),
            new(
                "sshDirectory",
                Text,
                "The directory of the host for `hostDirectory`. A change reaches the guest while it runs. Default `/root/.ssh`."
            ),
        ];

    private static PropertyDefinition[] Machine() =>
        [
            new(
                "nixpkgs",
                Text,
                "The nixpkgs of the evaluation on the host, as a path or a flake reference. It should be the base image's. A change becomes a "
                    + "new system in the guest. Default `<nixpkgs>`."
            ),
            new(
                "diskSize",
                new PropertyType.Size(),
                "The size of the guest's own disk, such as `20GiB`. It grows in place, even while the guest runs, and never shrinks; a change "
                    + "to less is refused. Default: the image's."
            ),
            new(
                "onImageChange",
                new PropertyType.Choice(OverlayDiskDefinition.OnImageChange),
                "The reaction of the disk to a change of the base image. A change has no effect on a disk that is on the current image. "
                    + "Default: the disk stays on its old base."
            ),
            new(
                "cpus",
                new PropertyType.Integer(),
                "The number of virtual CPUs. A change restarts the guest. Default 1."
            ),
            new(
                "memory",
                new PropertyType.Size(),
                "The memory, such as `2GiB`. A change restarts the guest. Default 1 GiB."
            ),
            new(
                "firmware",
                new PropertyType.Choice(NixImageDefinition.Firmware),
                "The firmware, which must match the image's. A change restarts the guest. Default `bios`."
            ),
            new(
                "waitTimeout",
                new PropertyType.Duration(),
                "The time limit of `up` for the guest's configuration, in seconds or as a string such as `10m`. A change has no effect on the "
                    + "host. Default 15 minutes if the system is built on the host, 2 hours if it is built in the guest."
            ),
        ];
}
