using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Finds domains with their owners.</summary>
internal static class GuestOwner
{
    private const string Foreign = "guest-foreign";

    /// <summary>The domain that has the name or the UUID of a new guest; <c>null</c> when both are free.</summary>
    public static async Task<(DomainInfo Info, OwnedObject Owned)?> FindRivalAsync(
        ProviderSession session,
        ResourceIdentity identity,
        string guestName,
        CancellationToken cancellationToken
    )
    {
        var domains = session.Host.Domains;
        var found =
            await domains.ReadAsync(guestName, cancellationToken)
            ?? await domains.ReadAsync(identity.Uuid(guestName), cancellationToken);
        return found is null ? null : (found.Info, Of(found));
    }

    /// <summary>A domain with its owner.</summary>
    public static OwnedObject Of(DomainReading domain) =>
        new(
            $"the domain '{domain.Info.Name}' ({domain.Info.Uuid:D})",
            OwnerXml.Read(domain.Xml),
            Foreign
        )
        {
            IsImportable = true,
        };
}
