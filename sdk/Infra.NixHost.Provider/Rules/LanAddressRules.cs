using System.Net;
using System.Net.Sockets;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Rules;

/// <summary>Rules of a machine's address on its LAN.</summary>
internal static class LanAddressRules
{
    /// <summary>What is wrong, with the path of the property.</summary>
    /// <param name="property">The property that holds address, gateway and name servers; empty for none.</param>
    /// <param name="address">The address with prefix length, if there is one.</param>
    /// <param name="gateway">The gateway, if there is one.</param>
    /// <param name="dns">The name servers.</param>
    public static IEnumerable<(string Path, string Reason)> Find(
        string property,
        string? address,
        string? gateway,
        IReadOnlyList<string> dns
    )
    {
        var at = property.Length == 0 ? "" : $"{property}.";
        var lan = address is null ? null : LanAddress.TryParse(address);
        if (address is not null && Address(address, lan) is { } ofAddress)
        {
            yield return ($"{at}address", ofAddress);
        }

        if (gateway is not null && Gateway(gateway, lan) is { } ofGateway)
        {
            yield return ($"{at}gateway", ofGateway);
        }

        for (var i = 0; i < dns.Count; i++)
        {
            if (!LanIp.TryParse(dns[i], out _))
            {
                yield return ($"{at}dns[{i}]", NotAnAddress(dns[i]));
            }
        }
    }

    private static string? Address(string address, LanAddress? lan) =>
        lan is null
            ? $"\"{address}\" is not an IP address with prefix length; give one such as \"192.168.1.12/24\""
        : LanIp.Unusable(lan.Address) is { } reason
            ? $"\"{address}\" {reason}; give an address of the LAN such as \"192.168.1.12/24\""
        : lan.IsOfNoMachine
            ? $"\"{address}\" is the network or broadcast address of {lan.Network}; give an address in between"
        : null;

    /// <summary>Why the machine cannot reach its gateway directly.</summary>
    private static string? Gateway(string gateway, LanAddress? lan) =>
        !LanIp.TryParse(gateway, out var ip) ? NotAnAddress(gateway)
        : LanIp.Unusable(ip) is { } reason
            ? $"\"{gateway}\" {reason}; give the address of the LAN's router"
        : lan is null ? null
        : ip.Equals(lan.Address)
            ? $"\"{gateway}\" is the machine's own address; give that of the LAN's router"
        : !ip.IsIPv6LinkLocal && !lan.Contains(ip)
            ? $"\"{gateway}\" is outside of the machine's network, {lan.Network}; give an address in it, or correct the prefix length"
        : null;

    private static string NotAnAddress(string text) =>
        $"\"{text}\" is not an IP address; give one such as \"192.168.1.1\"";

    /// <summary>An address in its network.</summary>
    private sealed class LanAddress(IPAddress address, int prefixLength)
    {
        private const int ShortestWithTwo = 31;

        public IPAddress Address => address;

        /// <summary>The network, such as <c>192.168.1.0/24</c>.</summary>
        public string Network => $"{WithHostBits(address, set: false)}/{prefixLength}";

        /// <summary>Whether it is the network or broadcast address of an IPv4 network, which no machine can have.</summary>
        public bool IsOfNoMachine =>
            address.AddressFamily == AddressFamily.InterNetwork
            && prefixLength < ShortestWithTwo
            && (
                address.Equals(WithHostBits(address, set: false))
                || address.Equals(WithHostBits(address, set: true))
            );

        public static LanAddress? TryParse(string text)
        {
            var parts = text.Split('/');
            return
                parts.Length == 2
                && LanIp.TryParse(parts[0], out var ip)
                && LanIp.TryParsePrefix(parts[1], ip, out var length)
                ? new(ip, length)
                : null;
        }

        /// <summary>Whether another address is in the network.</summary>
        public bool Contains(IPAddress other) =>
            other.AddressFamily == address.AddressFamily
            && WithHostBits(other, set: false).Equals(WithHostBits(address, set: false));

        private IPAddress WithHostBits(IPAddress ip, bool set)
        {
            var bytes = ip.GetAddressBytes();
            for (var bit = prefixLength; bit < bytes.Length * 8; bit++)
            {
                var mask = (byte)(0x80 >> (bit % 8));
                bytes[bit / 8] = (byte)(set ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
            }

            return new IPAddress(bytes);
        }
    }
}
