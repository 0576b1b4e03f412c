using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Values;

/// <summary>Checks a machine's address on its LAN.</summary>
internal static class LanAddressCheck
{
    /// <summary>What is wrong goes to the failures.</summary>
    /// <param name="property">The property that holds the three.</param>
    /// <param name="address">The address with prefix length, if there is one.</param>
    /// <param name="gateway">The gateway, if there is one.</param>
    /// <param name="dns">The name servers.</param>
    /// <param name="failures">Takes what is wrong.</param>
    public static void Run(
        string property,
        string? address,
        string? gateway,
        ImmutableArray<string> dns,
        CheckFailures failures
    )
    {
        var lan = address is null ? null : LanAddress.TryParse(address);
        if (address is not null && lan is null)
        {
            failures.Add(
                PropertyPath.Join(property, "address"),
                $"\"{address}\" is no IP address with prefix length; give one such as \"192.168.1.12/24\""
            );
        }
        else if (lan is { IsOfNoMachine: true })
        {
            failures.Add(
                PropertyPath.Join(property, "address"),
                $"\"{address}\" is the address of the network {lan.Network} itself or of all its machines; give one in between"
            );
        }

        if (gateway is not null)
        {
            CheckGateway(PropertyPath.Join(property, "gateway"), gateway, lan, failures);
        }

        for (var i = 0; i < dns.Length; i++)
        {
            if (!IPAddress.TryParse(dns[i], out _))
            {
                failures.Add(
                    PropertyPath.Join(PropertyPath.Join(property, "dns"), i),
                    $"\"{dns[i]}\" is no IP address; give one such as \"192.168.1.1\""
                );
            }
        }
    }

    /// <summary>A gateway that the machine cannot reach by itself is none.</summary>
    private static void CheckGateway(
        string property,
        string gateway,
        LanAddress? lan,
        CheckFailures failures
    )
    {
        if (!IPAddress.TryParse(gateway, out var ip))
        {
            failures.Add(
                property,
                $"\"{gateway}\" is no IP address; give one such as \"192.168.1.1\""
            );
        }
        else if (lan is not null && ip.Equals(lan.Address))
        {
            failures.Add(
                property,
                $"\"{gateway}\" is the machine's own address; give that of the LAN's router"
            );
        }
        else if (lan is not null && !ip.IsIPv6LinkLocal && !lan.Network.Contains(ip))
        {
            failures.Add(
                property,
                $"\"{gateway}\" is outside of the machine's network, {lan.Network}; give an address in it, or mend the prefix length"
            );
        }
    }

    /// <summary>An address in its network.</summary>
    private sealed record LanAddress(IPAddress Address, IPNetwork Network)
    {
        private const int ShortestWithTwo = 31;

        /// <summary>Whether no machine can have it: the first and the last of an IPv4 network.</summary>
        public bool IsOfNoMachine =>
            Address.AddressFamily == AddressFamily.InterNetwork
            && Network.PrefixLength < ShortestWithTwo
            && (
                Address.Equals(Network.BaseAddress)
                || Address.Equals(
                    WithHostBits(Network.BaseAddress, Network.PrefixLength, set: true)
                )
            );

        public static LanAddress? TryParse(string text)
        {
            var parts = text.Split('/');
            return
                parts.Length == 2
                && IPAddress.TryParse(parts[0], out var ip)
                && int.TryParse(parts[1], out var length)
                && length >= 0
                && length <= ip.GetAddressBytes().Length * 8
                ? new(ip, new IPNetwork(WithHostBits(ip, length, set: false), length))
                : null;
        }

        private static IPAddress WithHostBits(IPAddress ip, int prefixLength, bool set)
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
