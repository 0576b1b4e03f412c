using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Provider.Structures;

/// <summary>The structures of which a guest is made. Other resources say in them what they are to a guest.</summary>
internal static class GuestStructures
{
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();

    /// <summary>A disk.</summary>
    public static StructureDefinition Disk { get; } =
        new(
            "GuestDisk",
            "A disk of a guest. An OverlayDisk or ConfigDisk has it as output `disk`.",
            [
                new("path", Text, RequiredInputs.DiskPath)
                {
                    IsRequired = true,
                    Impact = ChangeImpact.Restart,
                },
                new(
                    "kind",
                    new PropertyType.Choice(DiskChoices.Kind),
                    "The kind of the disk's source."
                )
                {
                    Impact = ChangeImpact.Restart,
                    Default = "file",
                },
                new(
                    "format",
                    new PropertyType.Words(DiskChoices.Format, IsOpen: false),
                    "The format of a file or volume: `qcow2` or `raw`."
                )
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText = "`qcow2` for files and volumes, `raw` for devices",
                },
                new(
                    "bus",
                    new PropertyType.Words(DiskChoices.Bus, IsOpen: false),
                    "The bus of the disk: `virtio`, `scsi`, `sata` or `usb`."
                )
                {
                    Impact = ChangeImpact.Restart,
                    Default = "virtio",
                },
                new("readOnly", Flag, "Whether the disk is read-only. A directory always is.")
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText = "false",
                },
                new("transient", Flag, "Whether the guest's writes are lost when it stops.")
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText = "false",
                },
                new("cache", new PropertyType.Choice(DiskChoices.Cache), "The cache of the host.")
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText =
                        "that of QEMU, which is `writeback`; an imported disk keeps what it has",
                },
                new(
                    "io",
                    new PropertyType.Choice(DiskChoices.Io),
                    "The way in which QEMU reads and writes the disk."
                )
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText =
                        "that of QEMU, which is `threads`; an imported disk keeps what it has",
                },
                new(
                    "discard",
                    new PropertyType.Choice(DiskChoices.Discard),
                    "The use of blocks that the guest frees."
                )
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText =
                        "`unmap`, and `ignore` for a read-only disk; an imported disk keeps what it has",
                },
                new(
                    "serial",
                    Text,
                    "The serial by which the guest finds the disk: at most 20 characters of `A-Z a-z 0-9 _ . -`, unique in the "
                        + "guest."
                )
                {
                    Effect =
                        "With another serial it is another disk, which is plugged in while the guest runs; a boot disk needs a restart.",
                    DefaultText = "`diskN`",
                },
            ]
        );

    /// <summary>A network card.</summary>
    public static StructureDefinition Network { get; } =
        new(
            "GuestNetwork",
            "A network card of a guest. A BridgeNetwork has it as output `card`. Exactly one of `network` and `bridge` is set.",
            [
                new("network", Text, "The name of a libvirt network.")
                {
                    Effect = "A change moves the card while the guest runs.",
                },
                new("bridge", Text, "The name of a bridge of the host.")
                {
                    Effect = "A change moves the card while the guest runs.",
                },
                new("mac", Text, "The MAC address, such as `52:54:00:12:34:56`.")
                {
                    Effect = "A change plugs in another card while the guest runs.",
                    DefaultText =
                        "one that is derived from project, stack, guest and position and never changes",
                },
                new(
                    "model",
                    new PropertyType.Words(CardChoices.Model, IsOpen: true),
                    "The card's model, such as `virtio` or `e1000e`."
                )
                {
                    Impact = ChangeImpact.Restart,
                    Default = "virtio",
                },
                new(
                    "vlan",
                    new PropertyType.Integer(),
                    "The VLAN tag, 1 to 4094. It needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that filters VLANs."
                )
                {
                    Impact = ChangeImpact.Restart,
                    DefaultText = "the network's, or none",
                },
            ]
        );

    /// <summary>A device of the host.</summary>
    public static StructureDefinition HostDevice { get; } =
        new(
            "GuestHostDevice",
            "A device of the host that a guest takes over. Exactly one of `pci` and `usb` is set.",
            [
                new(
                    "pci",
                    Text,
                    "The address of a PCI device as `lspci -D` prints it, such as `0000:01:00.0`. The host cannot use the device "
                        + "while the guest runs."
                )
                {
                    Impact = ChangeImpact.Restart,
                },
                new(
                    "usb",
                    Text,
                    "The vendor and product of a USB device as `lsusb` prints them, such as `046d:c52b`. The device must be "
                        + "plugged in when the guest starts."
                )
                {
                    Impact = ChangeImpact.Restart,
                },
            ]
        );

    /// <summary>The identity on the LAN.</summary>
    public static StructureDefinition Address { get; } =
        new(
            "GuestAddress",
            "The static address of a guest on its LAN. It tells the stack where the guest is, and the guest takes it from its own "
                + "configuration.",
            [
                new("address", Text, RequiredInputs.Address)
                {
                    IsRequired = true,
                    Impact = ChangeImpact.InPlace,
                },
                new("gateway", Text, "The IP address of the default gateway.")
                {
                    Impact = ChangeImpact.InPlace,
                    DefaultText = "none",
                },
                new("dns", new PropertyType.List(Text), "The IP addresses of the name servers.")
                {
                    Impact = ChangeImpact.InPlace,
                    DefaultText = "none",
                },
            ]
        );
}
