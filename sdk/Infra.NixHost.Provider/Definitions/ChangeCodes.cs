namespace Infra.NixHost.Provider.Definitions;

/// <summary>The stable names of impacts. Scripts read them, so they never change.</summary>
internal static class ChangeCodes
{
    /// <summary>The code at the end of a preview's line.</summary>
    public static string Code(this ChangeImpact impact) =>
        impact switch
        {
            ChangeImpact.None => "no-effect",
            ChangeImpact.InPlace => "in-place",
            ChangeImpact.Live => "live",
            ChangeImpact.Restart => "restart",
            ChangeImpact.Replace => "replace",
            _ => "data-lost",
        };
}
