namespace Infra.NixHost.Provider.Definitions;

/// <summary>What a change does, in the words of the documentation.</summary>
internal static class ImpactWords
{
    /// <summary>The sentence for an impact.</summary>
    public static string Words(this ChangeImpact impact) =>
        impact switch
        {
            ChangeImpact.None => "A change has no effect on the host.",
            ChangeImpact.InPlace => "A change is made in place.",
            ChangeImpact.Live => "A change is applied live.",
            ChangeImpact.Restart => "A change restarts the guest.",
            ChangeImpact.Replace => "A change replaces the resource.",
            _ => "A change replaces the disk, whose data is lost.",
        };
}
