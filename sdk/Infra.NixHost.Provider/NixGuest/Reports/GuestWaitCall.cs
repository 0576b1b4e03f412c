using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>The parameters of a wait for a guest's report.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="Uuid">The guest.</param>
/// <param name="GuestName">Its name.</param>
/// <param name="Timeout">The longest time to wait.</param>
/// <param name="FormerBoots">The boots before a restart, whose reports say nothing about the current configuration.</param>
internal sealed record GuestWaitCall(
    ResourceIdentity Identity,
    Guid Uuid,
    string GuestName,
    TimeSpan Timeout,
    IReadOnlySet<string> FormerBoots
)
{
    /// <summary>The hash of the expected configuration; <c>null</c> for any.</summary>
    public string? ConfigHash { get; init; }

    /// <summary>Whether a report tells the current status of that configuration.</summary>
    public bool Counts(GuestReport report) =>
        !report.IsReplayed && !FormerBoots.Contains(report.Boot) && report.IsAbout(ConfigHash);
}
