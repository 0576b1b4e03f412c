using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Finds the running guests on a network and moves them with it to another bridge.</summary>
/// <param name="session">The session.</param>
/// <param name="identity">The network.</param>
/// <param name="maker">The owner tag of the network on the host; <c>null</c> where it has none.</param>
internal sealed class NetworkGuests(
    ProviderSession session,
    ResourceIdentity identity,
    OwnerTag? maker
)
{
    /// <summary>The running domains with a card on a network; only those of the same program are changed.</summary>
    public async Task<ImmutableArray<(DomainReading Domain, bool IsOurs)>> FindAsync(
        string network,
        CancellationToken cancellationToken
    )
    {
        var found = ImmutableArray.CreateBuilder<(DomainReading, bool)>();
        foreach (var info in await session.Host.Domains.ListAsync(cancellationToken))
        {
            if (
                info.IsOn
                && await session.Host.Domains.ReadAsync(info.Uuid, cancellationToken)
                    is { LiveXml: { } live } domain
                && Cards(live, network).Any()
            )
            {
                found.Add((domain, IsOurs(OwnerXml.Read(domain.Xml))));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Whoever has made the network has made its guests, too, from whatever folder a run of today comes.</summary>
    private bool IsOurs(OwnerTag? guest) =>
        session.Owners.IsOfProgram(identity, guest)
        || (
            identity.IsOfStack(guest)
            && (guest?.Folder, guest?.Operator) == (maker?.Folder, maker?.Operator)
        );

    /// <summary>Whether running guests can follow; libvirt moves none to or from an Open vSwitch bridge.</summary>
    public async Task<bool> CanFollowAsync(
        string? from,
        string to,
        CancellationToken cancellationToken
    )
    {
        if (from is null || from == to)
        {
            return true;
        }

        var bridges = session.Host.Bridges;
        return await bridges.FindAsync(from, cancellationToken) is not { IsOpenVSwitch: true }
            && await bridges.FindAsync(to, cancellationToken) is not { IsOpenVSwitch: true };
    }

    /// <summary>Warns with the names of the running guests, none of which follow.</summary>
    public async Task StayAsync(NetworkInfo network, CancellationToken cancellationToken)
    {
        var guests = await FindAsync(network.Name, cancellationToken);
        if (guests.Length > 0)
        {
            await session.Log.WarnAsync(
                identity.Urn,
                $"The guests {string.Join(", ", guests.Select(g => g.Domain.Info.Name).Order())} {BridgeText.Stay}: {BridgeText.CannotFollow}.",
                cancellationToken
            );
        }
    }

    /// <summary>Connects the cards of the stack's running guests to the new bridge; warns about guests that stay.</summary>
    public async Task FollowAsync(
        NetworkInfo network,
        int? vlan,
        CancellationToken cancellationToken
    )
    {
        var left = new List<string>();
        foreach (var (domain, isOurs) in await FindAsync(network.Name, cancellationToken))
        {
            if (!isOurs)
            {
                left.Add(domain.Info.Name);
                continue;
            }

            foreach (var card in Cards(domain.Xml, network.Name))
            {
                // Only running domains are looked at.
                StayOnPort(card, domain.LiveXml!, vlan);
                await session.Host.LiveDomains.UpdateDeviceAsync(
                    domain.Info.Uuid,
                    card.ToString(),
                    cancellationToken
                );
            }
        }

        if (left.Count > 0)
        {
            await session.Log.WarnAsync(
                identity.Urn,
                $"The guests {string.Join(", ", left)} are not of this program and were not changed: they {BridgeText.Stay}.",
                cancellationToken
            );
        }
    }

    /// <summary>
    /// Copies the live port of an Open vSwitch card, because libvirt moves a card to another VLAN only on that port.
    /// The other parts come from the definition, because a live card also names its former port.
    /// </summary>
    private static void StayOnPort(XElement card, string liveXml, int? vlan)
    {
        var mac = card.Element("mac")?.Attribute("address")?.Value ?? "";
        if (LiveCard(liveXml, mac)?.Element("virtualport") is not { } port)
        {
            return;
        }

        card.Elements("virtualport").Remove();
        card.Add(port);
        if (vlan is { } tag && card.Element("vlan") is null)
        {
            card.Add(BridgeNetworkXml.Vlan(tag));
        }
    }

    private static XElement? LiveCard(string liveXml, string mac) =>
        XElement
            .Parse(liveXml)
            .Descendants("interface")
            .FirstOrDefault(i => i.Element("mac")?.Attribute("address")?.Value == mac);

    private static IEnumerable<XElement> Cards(string domainXml, string network) =>
        XElement
            .Parse(domainXml)
            .Descendants("interface")
            .Where(i => i.Element("source")?.Attribute("network")?.Value == network);
}
