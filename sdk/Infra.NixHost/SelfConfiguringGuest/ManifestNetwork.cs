using System.Collections.Immutable;

namespace Infra.NixHost;

/// <summary>The network of a guest until its own system runs.</summary>
/// <param name="Mac">The MAC address of the card. Default: any Ethernet card.</param>
/// <param name="Addresses">The addresses with prefix length.</param>
/// <param name="Gateway">The default gateway.</param>
/// <param name="Dns">The name servers.</param>
internal sealed record ManifestNetwork(
    string? Mac,
    ImmutableArray<string> Addresses,
    string? Gateway,
    ImmutableArray<string> Dns
);
