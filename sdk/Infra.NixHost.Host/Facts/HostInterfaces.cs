using System.Net.NetworkInformation;

namespace Infra.NixHost.Host.Facts;

/// <summary>The identities of the host itself on its networks, which no guest may have.</summary>
/// <param name="MacAddresses">The MAC addresses in lower case with colons.</param>
/// <param name="Addresses">The IP addresses.</param>
public sealed record HostInterfaces(
    IReadOnlySet<string> MacAddresses,
    IReadOnlySet<string> Addresses
)
{
    /// <summary>The interfaces that libvirt makes for guests; those of macvtap have the guest's own MAC address.</summary>
    private static readonly string[] OfGuests = ["vnet", "macvtap", "tap"];

    /// <summary>Reads the interfaces of this machine.</summary>
    internal static HostInterfaces Read()
    {
        var own = NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(i => !OfGuests.Any(p => i.Name.StartsWith(p, StringComparison.Ordinal)))
            .ToList();
        return new(
            own.Select(i => i.GetPhysicalAddress().GetAddressBytes())
                .Where(mac => mac.Any(digit => digit != 0))
                .Select(mac => string.Join(':', mac.Select(digit => $"{digit:x2}")))
                .ToHashSet(StringComparer.Ordinal),
            own.SelectMany(i => i.GetIPProperties().UnicastAddresses)
                .Select(a => $"{a.Address}".Split('%')[0])
                .ToHashSet(StringComparer.Ordinal)
        );
    }
}
