using System.Collections.Immutable;

namespace Infra.Engine.Providers;

/// <summary>Which provider a request wants.</summary>
/// <param name="Name">The plugin.</param>
/// <param name="Version">Its version; empty for any.</param>
/// <param name="DownloadUrl">Where it would be downloaded from; empty for the default place.</param>
internal sealed record PackageDescriptor(string Name, string Version = "", string DownloadUrl = "")
{
    /// <summary>The package that the plugin is to become; <c>null</c> when it serves its own.</summary>
    public Parameterization? Parameterization { get; init; }

    /// <summary>What the plugin's download must hash to, by platform, in hexadecimal digits; only kept.</summary>
    public ImmutableSortedDictionary<string, string> Checksums { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Variables that the plugin gets under another name: from the name in the environment to the one it sees.</summary>
    public ImmutableSortedDictionary<string, string> EnvironmentMappings { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The package whose types it manages.</summary>
    public string Package => Parameterization?.Name ?? Name;

    /// <summary>The version of that package.</summary>
    public string PackageVersion => Parameterization?.Version ?? Version;

    /// <summary>The package a type token belongs to: what precedes its first colon; for a provider its last part.</summary>
    public static string NameOf(string type) =>
        ProviderReference.IsProviderType(type)
            ? type[ProviderReference.TypePrefix.Length..]
            : type.Split(':', 2)[0];
}
