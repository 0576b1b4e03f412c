using System.Collections.Immutable;
using System.Net;
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
        if (
            address is not null
            && (
                !address.Contains('/', StringComparison.Ordinal)
                || !IPNetwork.TryParse(NetworkOf(address), out _)
            )
        )
        {
            failures.Add(
                PropertyPath.Join(property, "address"),
                $"\"{address}\" is no IP address with prefix length; give one such as \"192.168.1.12/24\""
            );
        }

        if (gateway is not null && !IPAddress.TryParse(gateway, out _))
        {
            failures.Add(
                PropertyPath.Join(property, "gateway"),
                $"\"{gateway}\" is no IP address; give one such as \"192.168.1.1\""
            );
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

    /// <summary>An address with host bits as a network; what cannot be read stays as it is.</summary>
    private static string NetworkOf(string address)
    {
        var parts = address.Split('/');
        if (
            parts.Length != 2
            || !IPAddress.TryParse(parts[0], out var ip)
            || !int.TryParse(parts[1], out var length)
            || length < 0
        )
        {
            return address;
        }

        var bytes = ip.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return $"{new IPAddress(bytes)}/{length}";
    }
}
