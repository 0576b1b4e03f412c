using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The properties of NixGuest.</summary>
internal static class NixGuestDefinition
{
    /// <summary>Where the outputs keep the last boot that reported itself configured.</summary>
    public const string ReadyBoot = "__readyBoot";

    /// <summary>Where the outputs keep whether the guest takes in new content of its config disks while it runs.</summary>
    public const string Listens = "__listens";

    /// <summary>The output that keeps the file of UEFI variables that a guest without UEFI has left.</summary>
    public const string LeftVariables = "__leftVariables";

    /// <summary>The output that keeps whether a guest without TPM has left the state of one.</summary>
    public const string LeftTpm = "__leftTpm";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();
    private static readonly PropertyType Integer = new PropertyType.Integer();
    private static readonly PropertyType Size = new PropertyType.Size();
    private static readonly PropertyType Duration = new PropertyType.Duration();
    private static readonly PropertyType Texts = new PropertyType.List(Text);

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "NixGuest",
            "A guest, which is a libvirt domain with disks and network cards. Its UUID and MAC addresses are derived from project, "
                + "stack and name.",
            [
                HostInput.Of("the guest"),
                new("guestName", Text, "The name of the libvirt domain.")
                {
                    Effect = "A change replaces the guest and keeps its disks.",
                    DefaultText = "the resource's name",
                    IsDecided = true,
                    Impact = ChangeImpact.Replace,
                    Reason =
                        "a domain's UUID and MAC addresses follow from its name; its disks stay",
                },
                Restart("cpus", Integer, "The number of virtual CPUs.", 1) with
                {
                    Effect =
                        "More are added live up to `maxCpus`; any other change restarts the guest.",
                },
                Restart(
                    "maxCpus",
                    Integer,
                    "The number of virtual CPUs that the guest can grow to without a restart."
                ) with
                {
                    DefaultText = "`cpus`",
                },
                Restart("memory", Size, "The memory.", "1GiB") with
                {
                    Effect =
                        "A change is applied live up to `maxMemory` if that is set, else by a restart.",
                },
                Restart(
                    "maxMemory",
                    Size,
                    "The memory that the guest can grow to without a restart."
                ) with
                {
                    DefaultText = "`memory`",
                },
                Restart(
                    "disks",
                    new PropertyType.List(new PropertyType.Structure(GuestStructures.Disk)),
                    "The disks, with the boot disk first."
                ) with
                {
                    Effect =
                        "Other disks are plugged in and out while the guest runs. A change of a disk, or of the boot disk, needs a "
                        + "restart.",
                },
                Restart(
                    "networks",
                    new PropertyType.List(new PropertyType.Structure(GuestStructures.Network)),
                    "The network cards."
                ) with
                {
                    Effect =
                        "They are plugged in, out and into another network while the guest runs. Another model needs a restart.",
                },
                new(
                    "address",
                    new PropertyType.Structure(GuestStructures.Address),
                    "The static address on the LAN, for other resources to use."
                )
                {
                    Impact = ChangeImpact.InPlace,
                    DefaultText = "the address that the guest reports",
                    Reason =
                        "noted in the domain's metadata; the guest takes its address from its own configuration",
                },
                Restart(
                    "firmware",
                    new PropertyType.Choice(NixImageDefinition.Firmware),
                    "The firmware, which must match the image's.",
                    "bios"
                ),
                Restart(
                    "machine",
                    new PropertyType.Words(GuestChoices.Machine, IsOpen: true),
                    "The machine type.",
                    "q35"
                ),
                Restart(
                    "cpuMode",
                    new PropertyType.Words(GuestChoices.CpuMode, IsOpen: true),
                    "The CPU that the guest sees: `host-passthrough`, `host-model`, `maximum` or the name of a model."
                ) with
                {
                    DefaultText = "`host-passthrough` with KVM, `qemu64` with TCG",
                },
                Restart(
                    "accelerator",
                    new PropertyType.Choice(GuestChoices.Accelerator),
                    "The accelerator that runs the guest.",
                    "auto"
                ),
                Restart(
                    "graphics",
                    new PropertyType.Choice(GuestChoices.Graphics),
                    "The graphical console.",
                    "none"
                ),
                Restart(
                    "console",
                    new PropertyType.Choice(GuestChoices.Console),
                    "The serial console.",
                    "log"
                ),
                Restart(
                    "agent",
                    Flag,
                    "Whether the guest has a channel for the QEMU guest agent.",
                    false
                ) with
                {
                    Effect = "The channel is plugged in and out while the guest runs.",
                },
                Restart(
                    "tpm",
                    Flag,
                    "Whether the guest has a TPM 2.0 that swtpm emulates. Its state is deleted with the guest.",
                    false
                ),
                Restart(
                    "hostDevices",
                    new PropertyType.List(new PropertyType.Structure(GuestStructures.HostDevice)),
                    "The devices of the host that the guest takes over."
                ) with
                {
                    DefaultText = "none",
                },
                new("autostart", Flag, "Whether the guest starts with the host.")
                {
                    Impact = ChangeImpact.InPlace,
                    Default = true,
                },
                new("running", Flag, "Whether the guest runs.")
                {
                    Effect = "A change starts or stops the guest.",
                    Default = true,
                },
                Quiet(
                    "waitFor",
                    new PropertyType.Choice(GuestChoices.WaitFor),
                    "The state that `up` waits for.",
                    "started"
                ),
                Quiet("waitTimeout", Duration, "The time limit of the wait.", "5m"),
                new(
                    "expectedConfigHash",
                    Text,
                    "The hash of the configuration that the guest is expected to report. A wait for `configured` ends when a "
                        + "report contains it."
                )
                {
                    Effect =
                        "A guest with the bootstrap service is told of a new hash and receives its config disks while it runs. "
                        + "Without the hash, new content of a config disk restarts the guest.",
                    DefaultText = "any configuration",
                    Impact = ChangeImpact.None,
                    Reason = "the guest sees its configuration on its disks",
                },
                Quiet(
                    "shutdownTimeout",
                    Duration,
                    "The time limit of a shutdown before the guest is powered off hard.",
                    "1m"
                ),
                .. GuestSettings.Definitions,
                Restart(
                    "extraXml",
                    Text,
                    "A fragment of domain XML that is merged into the definition. Elements of the same name are merged. Below "
                        + "`devices` a disk is merged by `serial` or `target dev` and a network card by `mac address`, and other "
                        + "elements are added. The fragment may not change what the inputs decide."
                ) with
                {
                    DefaultText = "none",
                    SecretLeaksInto = "the domain's XML",
                    // The output domainXml has it.
                    IsEchoed = false,
                },
            ],
            [
                Out("uuid", Text, "The UUID of the domain."),
                Out(
                    "state",
                    new PropertyType.Choice(GuestChoices.State),
                    "The power state as of the last update or refresh, such as `running` or `shutOff`."
                ),
                Out(
                    "accelerator",
                    new PropertyType.Choice(GuestChoices.Accelerator),
                    "The accelerator that runs the guest: `kvm`, or `tcg`, which is many times slower."
                ),
                Out("macAddresses", Texts, "The MAC addresses, one for each network card."),
                Out(
                    "ipAddresses",
                    Texts,
                    "The IP addresses: the static one, or those that the guest reported."
                ),
                Out(
                    "address",
                    Text,
                    "The first of the IP addresses, without prefix length. It is empty without one."
                ) with
                {
                    Derive = FirstAddress,
                },
                Out(
                    "graphicsAddress",
                    Text,
                    "The address of the graphical console on the host, such as `vnc://127.0.0.1:5900`. A host behind ssh is reached with "
                        + "`ssh -L 5900:127.0.0.1:5900 NAME`. It is empty without one."
                ),
                Out(
                    "consolePath",
                    Text,
                    "The log file of the serial console on the host. It is empty without one."
                ),
                Out(
                    "configuredSystem",
                    Text,
                    "The store path of the system that the guest reported as its own. It is empty without a report."
                ),
                Out(
                    "configHash",
                    Text,
                    "The hash of the configuration that the guest reported as applied. It is empty without a report."
                ),
                Out(
                    "sshHostKey",
                    Text,
                    "The public SSH host key that the guest reported, as in a `known_hosts` line without the name. It is empty "
                        + "without a report."
                ),
                Out("domainXml", Text, "The domain XML as it was given to libvirt."),
            ]
        )
        {
            MovesByHand = true,
            Noun = "a guest",
            ImportId = "the name or the UUID of the domain",
            IsDeletedFirst = true,
        };

    private static PropertyValue FirstAddress(PropertyMap outputs) =>
        PropertyContent.Of(outputs.Get("ipAddresses")) switch
        {
            PropertyValue.Array { Items: [var first, ..] } => first,
            PropertyValue.Array => "",
            _ => PropertyValue.Computed.Instance,
        };

    private static PropertyDefinition Restart(
        string name,
        PropertyType type,
        string description,
        PropertyValue? value = null
    ) => new(name, type, description) { Default = value, Impact = ChangeImpact.Restart };

    private static PropertyDefinition Quiet(
        string name,
        PropertyType type,
        string description,
        PropertyValue value
    ) => new(name, type, description) { Default = value, Impact = ChangeImpact.None };

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
