using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>The enumerations of SelfConfiguringGuest.</summary>
internal static class SelfConfiguringGuestChoices
{
    /// <summary>The value for a system that the host builds.</summary>
    public const string BuildOnHost = "buildOnHost";

    /// <summary>The value for a guest that boots into a new system.</summary>
    public const string Reboot = "reboot";

    /// <summary>The value for a guest that gets public keys only.</summary>
    public const string AuthorizedKeys = "authorizedKeys";

    /// <summary>The value for a guest that gets the host's SSH directory.</summary>
    public const string HostDirectory = "hostDirectory";

    /// <summary>Where the system is built.</summary>
    public static ChoiceDefinition Mode { get; } =
        new(
            "ConfigurationMode",
            "The place where the system of a SelfConfiguringGuest is built.",
            [
                (
                    "BuildOnHost",
                    BuildOnHost,
                    "On the host. A preview evaluates the system. A read-only disk brings the store paths that the base image lacks, so the "
                        + "guest needs no network and little memory for it."
                ),
                (
                    "RebuildInGuest",
                    "rebuildInGuest",
                    "In the guest, from the configuration on its disks. The guest needs a binary cache on its network, 2 GiB of memory and "
                        + "minutes."
                ),
            ]
        );

    /// <summary>How a new system is activated.</summary>
    public static ChoiceDefinition Activation { get; } =
        new(
            "SystemActivation",
            "The way in which a SelfConfiguringGuest activates a new system.",
            [
                (
                    "Reboot",
                    Reboot,
                    "The guest boots into the system, and makes it its boot default when it has come up. One that does not gives way to the "
                        + "former one."
                ),
                (
                    "Switch",
                    "switch",
                    "The guest switches to the system while it runs, like `nixos-rebuild switch`. A new kernel waits for the next boot. Where "
                        + "NixOS refuses to switch, because D-Bus or systemd changes, the guest boots into the system."
                ),
            ]
        );

    /// <summary>Who may log in.</summary>
    public static ChoiceDefinition SshAccess { get; } =
        new(
            "SshAccess",
            "The access to a SelfConfiguringGuest over SSH, in addition to its own configuration.",
            [
                (
                    "AuthorizedKeys",
                    AuthorizedKeys,
                    "The owners of `authorizedKeys` may log in. The guest gets public keys only."
                ),
                ("None", "none", "Nobody may log in."),
                (
                    "HostDirectory",
                    HostDirectory,
                    "The guest gets a copy of the host's `sshDirectory` at `/root/.ssh`, including private keys. Root of the guest can then "
                        + "log in wherever the host can. The copy is outside the Nix store, where only root and QEMU can read it. An `up` after "
                        + "a change of the directory makes a new copy."
                ),
            ]
        );
}
