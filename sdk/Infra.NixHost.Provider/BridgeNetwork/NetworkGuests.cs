using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>The running guests on a network: who they are, and how they follow it to another bridge.</summary>
internal sealed class NetworkGuests(ProviderSession session, ResourceIdentity identity)
{
    /// <summary>The running domains with a card on a network; only those of the same stack are ever touched.</summary>
    public async Task<ImmutableArray<(DomainReading Domain, bool IsOurs)>> FindAsync(
        string network,
        CancellationToken cancellationToken
    )
    {
        var found = ImmutableArray.CreateBuilder<(DomainReading, bool)>();
        foreach (var info in await session.Host.Domains.ListAsync(cancellationToken))
        {
            if (
                GuestPower.IsOn(info.State)
                && await session.Host.Domains.ReadAsync(info.Uuid, cancellationToken)
                    is { LiveXml: { } live } domain
                && Cards(live, network).Any()
            )
            {
                found.Add((domain, OwnerTag.IsOfStack(identity, domain.Xml)));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Whether running guests can go along: libvirt moves none from or to a bridge of Open vSwitch.</summary>
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

    /// <summary>Names the running guests, none of which goes along.</summary>
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

    /// <summary>Connects the cards of the stack's running guests to where the network leads now, and names those that stay where they are.</summary>
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
                $"The guests {string.Join(", ", left)} are not of this stack and were left alone: they {BridgeText.Stay}.",
                cancellationToken
            );
        }
    }

    /// <summary>
    /// The definition's cards are used, because those of the running machine also say which port they have had so far. But Open vSwitch knows a port by
    /// an identity that libvirt made up when it started, and libvirt moves only that very port to the VLAN that the card itself names.
    /// </summary>
    private static void StayOnPort(XElement card, string liveXml, int? vlan)
    {
        var mac = card.Element("mac")?.Attribute("address")?.Value ?? "";
        if (DeviceKeys.Card(XElement.Parse(liveXml), mac)?.Element("virtualport") is not { } port)
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

    private static IEnumerable<XElement> Cards(string domainXml, string network) =>
        XElement
            .Parse(domainXml)
            .Descendants("interface")
            .Where(i => i.Element("source")?.Attribute("network")?.Value == network);
}
