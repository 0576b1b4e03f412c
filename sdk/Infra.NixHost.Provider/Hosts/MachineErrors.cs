using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>The failures of an address that does not lead to the machine that a state knows. Nothing may be done there.</summary>
internal static class MachineErrors
{
    /// <summary>The code of these failures.</summary>
    public const string Code = "host-other";

    /// <summary>The failure of an address that leads to another machine than the state says.</summary>
    /// <param name="address">The address; <c>null</c> for this machine.</param>
    /// <param name="found">The machine that it leads to.</param>
    /// <param name="known">The machine of the state.</param>
    public static HostException Other(string? address, Guid found, string known) =>
        new(
            Code,
            $"{address ?? "This machine"} leads to the machine {found}, but the state is of the machine {known}. Correct the address. "
                + "If libvirt there tells another UUID after each start, set host_uuid in the configuration of its daemon."
        );

    /// <summary>The failure of two machines that nobody can tell apart in a state.</summary>
    public static HostException Twins(string? address, string other, Guid uuid) =>
        new(
            Code,
            $"{address ?? "This machine"} and {other} are two machines with one UUID, {uuid}, as some firmwares and copied disks have it. "
                + "Set host_uuid in the configuration of libvirt's daemon on one of them (`uuidgen` makes one), and restart the daemon."
        );
}
