using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Looks whose domain has the name or the UUID of a new guest: one of a killed run is taken over, any other is refused.</summary>
internal sealed class GuestLeftover(ProviderSession session)
{
    private readonly IDomains _domains = session.Host.Domains;

    /// <summary>The domain that a killed run left; <c>null</c> when name and UUID are free.</summary>
    /// <exception cref="HostException">Somebody else has a domain of the name or the UUID.</exception>
    public async Task<DomainInfo?> FindAsync(
        ChangeCall call,
        NixGuestInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var rival = await GuestOwner.FindRivalAsync(
            session,
            call.Identity,
            inputs.GuestName,
            cancellationToken
        );
        if (rival is not var (found, owned))
        {
            return null;
        }

        if (owned.Tag?.Token != call.Owner.Token)
        {
            throw new OwnerCheck(session).Refuse(call.Identity, owned);
        }

        await session.Log.InfoAsync(
            call.Identity.Urn,
            $"adopted domain '{inputs.GuestName}': this stack created it in a run that was interrupted",
            cancellationToken
        );
        await new MovedDisks(session, inputs, inputs) { IsLeftover = true }.RequireNoneAsync(
            await _domains.ReadAsync(found.Uuid, cancellationToken),
            cancellationToken
        );
        return found;
    }

    /// <summary>Refuses a domain that another create has defined since the first look.</summary>
    public async Task RequireUnclaimedAsync(
        ResourceIdentity identity,
        DomainSpec spec,
        CancellationToken cancellationToken
    )
    {
        if (
            await _domains.ReadAsync(spec.Uuid, cancellationToken) is { } found
            && OwnerXml.Read(found.Xml)?.Token != spec.Owner.Token
        )
        {
            throw new OwnerCheck(session).Refuse(identity, GuestOwner.Of(found));
        }
    }
}
