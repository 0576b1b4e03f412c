using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Infra.NixHost.Provider.Values;

/// <summary>Reads IP addresses as people write them. .NET also takes <c>10.99.61</c>, <c>0x7f.1</c> and zones.</summary>
internal static class LanIp
{
    private const byte FirstMulticast = 224;

    /// <summary>Reads an address: four decimal numbers, or IPv6 without a zone.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        var isIp4 = text.Split('.') is { Length: 4 } parts && parts.All(IsByte);
        var isIp6 = text.Contains(':') && !text.Contains('%') && !text.Contains('[');
        address = IPAddress.None;
        if (!(isIp4 || isIp6) || !IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        address = parsed;
        return true;
    }

    /// <summary>Reads a prefix length of an address.</summary>
    public static bool TryParsePrefix(string text, IPAddress address, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length)
        && length >= 1
        && length <= address.GetAddressBytes().Length * 8;

    /// <summary>Why no machine of a LAN can have an address, as a clause; <c>null</c> when one can.</summary>
    public static string? Unusable(IPAddress address) =>
        IPAddress.IsLoopback(address) ? "leads back to the machine itself"
        : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? "belongs to no machine"
        : address.IsIPv4MappedToIPv6 ? "is an IPv4 address in IPv6 form"
        : address.IsIPv6Multicast || IsMulticastOrReserved(address)
            ? "is for groups of machines, or reserved"
        : null;

    /// <summary>The one way to write an address, with or without a prefix length; another text stays as it is.</summary>
    public static string Canonical(string text)
    {
        var parts = text.Split('/', 2);
        return TryParse(parts[0], out var address)
            ? string.Join('/', [$"{address}", .. parts.Skip(1)])
            : text;
    }

    private static bool IsMulticastOrReserved(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
        && address.GetAddressBytes()[0] >= FirstMulticast;

    private static bool IsByte(string part) =>
        byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && $"{value}" == part;
}
