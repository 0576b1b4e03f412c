using System.Collections.Immutable;

namespace Infra.NixHost;

/// <summary>The network a guest has before its own system is in force.</summary>
/// <param name="Mac">The card's MAC address; any Ethernet card when <c>null</c>.</param>
/// <param name="Addresses">Addresses with prefix length.</param>
/// <param name="Gateway">The default gateway.</param>
/// <param name="Dns">The name servers.</param>
internal sealed record ManifestNetwork(
    string? Mac,
    ImmutableArray<string> Addresses,
    string? Gateway,
    ImmutableArray<string> Dns
);
