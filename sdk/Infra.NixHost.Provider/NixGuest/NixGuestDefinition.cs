using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixImage;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The properties of NixGuest.</summary>
internal static class NixGuestDefinition
{
    /// <summary>Where the outputs keep the last boot that reported itself configured.</summary>
    public const string ReadyBoot = "__readyBoot";

    /// <summary>Where the outputs keep whether the guest takes in new content of its config disks while it runs.</summary>
    public const string Listens = "__listens";

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
            "A guest: a libvirt domain with disks and network cards. Its UUID and MAC addresses follow from project, stack and name.",
            [
                new(
                    "guestName",
                    Text,
                    "The name of the libvirt domain. A change replaces the guest. Default: the resource's name."
                )
                {
                    Impact = ChangeImpact.Replace,
                    Reason =
                        "a domain's UUID and MAC addresses follow from its name; its disks stay",
                },
                Restart(
                    "cpus",
                    Integer,
                    "The number of virtual CPUs. More are added live up to `maxCpus`, else a restart. Default 1.",
                    1
                ),
                Restart(
                    "maxCpus",
                    Integer,
                    "The number of virtual CPUs the guest can grow to without a restart. Default: `cpus`."
                ),
                Restart(
                    "memory",
                    Size,
                    "The memory: a number of bytes, or a text such as `2GiB`. Applied live up to `maxMemory` if that is given, else by a restart. Default 1 GiB.",
                    "1GiB"
                ),
                Restart(
                    "maxMemory",
                    Size,
                    "The memory the guest can grow to without a restart. Default: `memory`."
                ),
                Restart(
                    "disks",
                    new PropertyType.List(new PropertyType.Structure(GuestStructures.Disk)),
                    "The disks, the boot disk first. Others are plugged in and out while the guest runs; a changed disk, and the boot disk, need a restart."
                ),
                Restart(
                    "networks",
                    new PropertyType.List(new PropertyType.Structure(GuestStructures.Network)),
                    "The network cards, plugged in, out and over to another network while the guest runs; another model needs a restart."
                ),
                new(
                    "address",
                    new PropertyType.Structure(GuestStructures.Address),
                    "The static identity on the LAN, for other resources to use. Default: what the guest reports."
                )
                {
                    Reason =
                        "noted in the domain's metadata; the guest takes its address from its own configuration",
                },
                Restart(
                    "firmware",
                    new PropertyType.Choice(NixImageDefinition.Firmware),
                    "What boots the guest; as its image has it. Default `bios`.",
                    "bios"
                ),
                Restart("machine", Text, "The machine type. Default `q35`.", "q35"),
                Restart(
                    "cpuMode",
                    Text,
                    "The CPU the guest sees: `host-passthrough`, `host-model`, `maximum` or the name of a model. Default: `host-passthrough` with KVM, `qemu64` with TCG."
                ),
                Restart(
                    "accelerator",
                    new PropertyType.Choice(GuestChoices.Accelerator),
                    "What runs the guest's code. Default `auto`.",
                    "auto"
                ),
                Restart(
                    "graphics",
                    new PropertyType.Choice(GuestChoices.Graphics),
                    "The graphical console. Default `none`.",
                    "none"
                ),
                Restart(
                    "console",
                    new PropertyType.Choice(GuestChoices.Console),
                    "The serial console. Default `log`.",
                    "log"
                ),
                Restart(
                    "agent",
                    Flag,
                    "Whether the guest has a channel for the QEMU guest agent; plugged in and out while the guest runs. Default false.",
                    false
                ),
                Restart(
                    "tpm",
                    Flag,
                    "Whether the guest has a TPM 2.0, emulated by swtpm; its state lives and goes with the guest. Default false.",
                    false
                ),
                Restart(
                    "hugepages",
                    Flag,
                    "Whether the guest's memory lies in the host's huge pages, which must be reserved there. Default false.",
                    false
                ),
                Restart(
                    "hostDevices",
                    new PropertyType.List(new PropertyType.Structure(GuestStructures.HostDevice)),
                    "Devices of the host that the guest takes over. A change restarts the guest. Default: none."
                ),
                new("autostart", Flag, "Whether the guest starts with the host. Default true.")
                {
                    Default = true,
                },
                new("running", Flag, "Whether the guest is to run. Default true.")
                {
                    Default = true,
                },
                Quiet(
                    "waitFor",
                    new PropertyType.Choice(GuestChoices.WaitFor),
                    "What `up` waits for. Default `started`.",
                    "started"
                ),
                Quiet(
                    "waitTimeout",
                    Duration,
                    "How long `up` waits: seconds, or a text such as `10m`. Default 5 minutes.",
                    "5m"
                ),
                new(
                    "expectedConfigHash",
                    Text,
                    "The hash of the configuration the guest is to report as applied; a wait for `configured` ends with a report that names it. "
                        + "A guest that listens, as those of the bootstrap do, is told of another one and takes in its config disks while it runs; without it, "
                        + "new content of a config disk restarts the guest. Default: any configuration."
                )
                {
                    Impact = ChangeImpact.None,
                    Reason = "the guest sees its configuration on its disks",
                },
                Quiet(
                    "shutdownTimeout",
                    Duration,
                    "How long the guest may take to power off before the plug is pulled: seconds, or a text such as `2m`. Default 1 minute.",
                    "1m"
                ),
                Restart(
                    "restartPolicy",
                    new PropertyType.Choice(GuestChoices.RestartPolicy),
                    "What happens when the guest crashes; holds at once. Default `never`.",
                    "never"
                ),
                Restart(
                    "extraXml",
                    Text,
                    "A fragment of domain XML, merged into the definition: elements of the same name are merged, those below `devices` added. Default: none."
                ) with
                {
                    SecretLeaksInto = "the domain's XML",
                },
            ],
            [
                Out("uuid", Text, "The UUID of the domain."),
                Out(
                    "state",
                    Text,
                    "The power state when last looked at, such as `running` or `shutOff`."
                ),
                Out(
                    "accelerator",
                    Text,
                    "What runs the guest's code: `kvm`, or `tcg`, which is many times slower."
                ),
                Out("macAddresses", Texts, "The MAC addresses, one for each network card."),
                Out(
                    "ipAddresses",
                    Texts,
                    "The IP addresses: the static one, or what the guest reported."
                ),
                Out(
                    "graphicsAddress",
                    Text,
                    "Where the graphical console listens, such as `vnc://127.0.0.1:5900`; empty without one."
                ),
                Out(
                    "consolePath",
                    Text,
                    "The log file of the serial console on the host; empty without one."
                ),
                Out(
                    "configuredSystem",
                    Text,
                    "The system the guest reported as its own; empty if it said nothing."
                ),
                Out(
                    "configHash",
                    Text,
                    "The hash of the configuration the guest reported as applied; empty if it said nothing."
                ),
                Out(
                    "sshHostKey",
                    Text,
                    "The public SSH host key the guest reported, as in a `known_hosts` line without the name; empty if it said nothing."
                ),
                Out("domainXml", Text, "The definition as it was given to libvirt."),
            ]
        );

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
