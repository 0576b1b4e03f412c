namespace Infra.NixHost.Provider.Resources;

/// <summary>What an error of libvirt means for the user.</summary>
/// <param name="Part">A part of libvirt's text that only this error has.</param>
/// <param name="Property">The input that leads to it; empty when there is none.</param>
/// <param name="NextStep">The next step, as a sentence.</param>
internal sealed record LibvirtHint(string Part, string Property, string NextStep)
{
    private static readonly LibvirtHint Unknown = new(
        "",
        "",
        "Look for the cause in libvirt's log (`journalctl -u libvirtd`), remove it, and run up again."
    );

    private static readonly LibvirtHint[] Known =
    [
        new("Failed to connect", "", "Start libvirtd, or set nixhost:libvirtUri to its address."),
        new("client socket is closed", "", "Start libvirtd again, then run up again."),
        new(
            "MTU",
            "networks",
            "The bridge does not exist: create it on the host, or name another one."
        ),
        new(
            "Network not found",
            "networks",
            "Create the network, or name another one; `virsh net-list --all` lists the networks."
        ),
        new("is not active", "networks", "Start the network: `virsh net-start NAME`."),
        new(
            "Device or resource busy",
            "",
            "Another network or guest uses it: find which one with `virsh net-list --all` and `ip link`."
        ),
        new(
            "Cannot access storage file",
            "disks",
            "The disk or one of its backing files is missing: run refresh to see which resource lost it."
        ),
        new(
            "write\" lock",
            "disks",
            "Another guest or program has the disk open: stop it, or give this guest a disk of its own."
        ),
        new("No space left", "", "Free space on the host's disk, then run up again."),
        new(
            "machine type",
            "machine",
            "`virsh domcapabilities` and `qemu-system-x86_64 -machine help` list the machine types."
        ),
        new(
            "CPU model",
            "cpuMode",
            "`virsh domcapabilities` lists the CPU modes and models of this host."
        ),
        new(
            "CPU mode",
            "cpuMode",
            "`virsh domcapabilities` lists the CPU modes and models of this host."
        ),
        new(
            "vcpus",
            "maxCpus",
            "Give the guest fewer processors; `virsh domcapabilities` has the maximum."
        ),
        new(
            "Cannot allocate memory",
            "memory",
            "Give the guest less memory, or free memory on the host."
        ),
        new(
            "cannot set up guest memory",
            "memory",
            "Give the guest less memory, or free memory on the host."
        ),
        new(
            "hugepage",
            "hugepages",
            "Set huge pages aside on the host and mount a hugetlbfs, or switch hugepages off."
        ),
        new("firmware", "firmware", "Install the firmware on the host (OVMF), or use 'bios'."),
        new("TPM", "tpm", "Install swtpm on the host, or switch tpm off."),
        new(
            "already exists with uuid",
            "guestName",
            "Choose another name, or import what has this one."
        ),
        new(
            "exists already",
            "fileName",
            "Choose another fileName, or move that file away if nothing needs it."
        ),
        new("validate", "extraXml", "Compare the XML with https://libvirt.org/formatdomain.html."),
    ];

    /// <summary>The meaning of a text; for one that is not known, the place to look.</summary>
    public static LibvirtHint Of(string text) =>
        Known.FirstOrDefault(h => text.Contains(h.Part, StringComparison.OrdinalIgnoreCase))
        ?? Unknown;
}
