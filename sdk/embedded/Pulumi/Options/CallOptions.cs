namespace Pulumi;

/// <summary>The options of a method call.</summary>
public class CallOptions
{
    /// <summary>The resource whose provider is used unless <see cref="Provider"/> is set.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider to call. Default: the default provider of the package.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider. Default: the newest installed version.</summary>
    public string? Version { get; set; }

    /// <summary>The URL where the provider can be downloaded. Default: the engine's.</summary>
    public string? PluginDownloadURL { get; set; }
}
