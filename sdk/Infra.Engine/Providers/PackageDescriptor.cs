namespace Infra.Engine.Providers;

/// <summary>Which provider a request wants.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">Its version; empty for any.</param>
/// <param name="DownloadUrl">Where it would be downloaded from; empty for the default place.</param>
internal sealed record PackageDescriptor(string Name, string Version = "", string DownloadUrl = "")
{
    /// <summary>The package a type token belongs to: what precedes its first colon; for a provider its last part.</summary>
    public static string NameOf(string type) =>
        ProviderReference.IsProviderType(type)
            ? type[ProviderReference.TypePrefix.Length..]
            : type.Split(':', 2)[0];
}
