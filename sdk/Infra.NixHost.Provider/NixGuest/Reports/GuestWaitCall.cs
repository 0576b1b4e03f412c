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
)
{
    /// <summary>The hash of the configuration that is waited for, or <c>null</c> for any.</summary>
    public string? ConfigHash { get; init; }

    /// <summary>Whether a report tells how that configuration stands now.</summary>
    public bool Counts(GuestReport report) =>
        !report.IsReplayed && !FormerBoots.Contains(report.Boot) && report.IsAbout(ConfigHash);
}
