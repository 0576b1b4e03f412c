using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.NixGuest;
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

    /// <summary>Connects the cards of the stack's running guests to where the network leads now, and names those that stay where they are.</summary>
    public async Task FollowAsync(string network, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var (domain, isOurs) in await FindAsync(network, cancellationToken))
        {
            if (!isOurs)
            {
                left.Add(domain.Info.Name);
                continue;
            }

            // The definition's cards: those of the running machine also say which port they have had so far.
            foreach (var card in Cards(domain.Xml, network))
            {
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
                $"The guests {string.Join(", ", left)} are not of this stack and were left alone: they keep their former link until they restart.",
                cancellationToken
            );
        }
    }

    private static IEnumerable<XElement> Cards(string domainXml, string network) =>
        XElement
            .Parse(domainXml)
            .Descendants("interface")
            .Where(i => i.Element("source")?.Attribute("network")?.Value == network);
}
