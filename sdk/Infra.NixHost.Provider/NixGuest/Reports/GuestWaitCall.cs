using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>A wait for a guest's report.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="Uuid">The guest.</param>
/// <param name="GuestName">Its name.</param>
/// <param name="Timeout">How long.</param>
/// <param name="FormerBoots">Boots from before a restart: what they reported says nothing about the configuration that is in force now.</param>
internal sealed record GuestWaitCall(
    ResourceIdentity Identity,
    Guid Uuid,
    string GuestName,
    TimeSpan Timeout,
    IReadOnlySet<string> FormerBoots
);
