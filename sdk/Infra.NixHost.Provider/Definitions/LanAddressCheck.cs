using System.Collections.Immutable;
using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Checks a machine's address on its LAN.</summary>
internal static class LanAddressCheck
{
    /// <summary>Adds what is wrong to the failures.</summary>
    /// <param name="property">The property that holds address, gateway and name servers.</param>
    /// <param name="address">The address with prefix length, if there is one.</param>
    /// <param name="gateway">The gateway, if there is one.</param>
    /// <param name="dns">The name servers.</param>
    /// <param name="failures">Collects what is wrong.</param>
    public static void Run(
        string property,
        string? address,
        string? gateway,
        ImmutableArray<string> dns,
        CheckFailures failures
    )
    {
        foreach (var (path, reason) in LanAddressRules.Find(property, address, gateway, dns))
        {
            failures.Add(path, reason);
        }
    }
}
