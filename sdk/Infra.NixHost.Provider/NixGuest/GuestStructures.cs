using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The structured inputs of NixGuest.</summary>
internal static class GuestStructures
{
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();

    /// <summary>A disk.</summary>
    public static StructureDefinition Disk { get; } =
        new(
            "GuestDisk",
            "A disk of a guest. Overlay and config disks convert to it.",
            [
                new(
                    "path",
                    Text,
                    "The absolute path of the file, device or directory on the host; for a volume `POOL/VOLUME`."
                )
                {
                    IsRequired = true,
                },
                new(
                    "kind",
                    new PropertyType.Choice(GuestChoices.DiskKind),
                    "What the disk is made of. Default `file`."
                )
                {
                    Default = "file",
                },
                new(
                    "format",
                    Text,
                    "The format of a file or volume: `qcow2` or `raw`. Default `qcow2` for files and volumes, `raw` for devices."
                ),
                new(
                    "bus",
                    Text,
                    "The bus it hangs on: `virtio`, `scsi`, `sata` or `usb`. Default `virtio`."
                )
                {
                    Default = "virtio",
                },
                new(
                    "readOnly",
                    Flag,
                    "Whether the guest may only read it. Always true for a directory. Default false."
                ),
                new(
                    "transient",
                    Flag,
                    "Whether what the guest writes is lost when it stops. Default false."
                ),
                new(
                    "serial",
                    Text,
                    "The serial by which the guest finds the disk: at most 20 characters of `A-Z a-z 0-9 _ . -`, unique in the guest. Default `diskN`."
                ),
            ]
        );

    /// <summary>A network card.</summary>
    public static StructureDefinition Network { get; } =
        new(
            "GuestNetwork",
            "A network card of a guest. Bridge networks convert to it. Exactly one of `network` and `bridge` is given.",
            [
                new("network", Text, "The name of a libvirt network."),
                new("bridge", Text, "The name of a bridge of the host."),
                new(
                    "mac",
                    Text,
                    "The MAC address, such as `52:54:00:12:34:56`. Default: derived from project, stack, guest and position, and stable for ever."
                ),
                new(
                    "model",
                    Text,
                    "The card's model, such as `virtio` or `e1000e`. Default `virtio`."
                )
                {
                    Default = "virtio",
                },
                new(
                    "vlan",
                    new PropertyType.Integer(),
                    "The VLAN tag, 1 to 4094; needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that filters VLANs. Default: none, or the network's."
                ),
            ]
        );

    /// <summary>A device of the host.</summary>
    public static StructureDefinition HostDevice { get; } =
        new(
            "GuestHostDevice",
            "A device of the host that a guest takes over. Exactly one of `pci` and `usb` is given.",
            [
                new(
                    "pci",
                    Text,
                    "The address of a PCI device as `lspci -D` writes it, such as `0000:01:00.0`. The host lets it go while the guest runs."
                ),
                new(
                    "usb",
                    Text,
                    "Vendor and product of a USB device as `lsusb` writes them, such as `046d:c52b`. It must be plugged in when the guest starts."
                ),
            ]
        );

    /// <summary>The identity on the LAN.</summary>
    public static StructureDefinition Address { get; } =
        new(
            "GuestAddress",
            "The static identity of a guest on its LAN. It tells the stack where the guest is; the guest takes it from its own configuration.",
            [
                new(
                    "address",
                    Text,
                    "The IP address with prefix length, such as `192.168.1.12/24`."
                )
                {
                    IsRequired = true,
                },
                new("gateway", Text, "The IP address of the default gateway. Default: none."),
                new(
                    "dns",
                    new PropertyType.List(Text),
                    "The IP addresses of the name servers. Default: none."
                ),
            ]
        );
}
