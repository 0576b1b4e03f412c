using System.Collections.Immutable;
using Infra.Protocol.Naming;

namespace Infra.Engine.Providers;

/// <summary>The package of a provider that a registration names.</summary>
/// <param name="Version">Its version; empty for any.</param>
/// <param name="DownloadUrl">The plugin's download address; empty for the default.</param>
internal sealed record PackageDescriptor(string Name, string Version = "", string DownloadUrl = "")
{
    /// <summary>The parameterized package; <c>null</c> when the plugin serves its own package.</summary>
    public Parameterization? Parameterization { get; init; }

    /// <summary>The hexadecimal checksums of the plugin's download by platform; kept in the state and not used.</summary>
    public ImmutableSortedDictionary<string, string> Checksums { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Environment variables that the plugin sees under another name: from the engine's name to the plugin's.</summary>
    public ImmutableSortedDictionary<string, string> EnvironmentMappings { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The package whose types it manages.</summary>
    public string Package => Parameterization?.Name ?? Name;

    public string PackageVersion => Parameterization?.Version ?? Version;

    /// <summary>The package of a type token: the part before the first colon, or the last part for a provider's token.</summary>
    public static string NameOf(string type) =>
        Urn.IsProviderType(type) ? type[Urn.ProviderTypePrefix.Length..] : type.Split(':', 2)[0];
}
