namespace Pulumi;

/// <summary>What can be said of a call of a provider's function.</summary>
public class InvokeOptions
{
    /// <summary>A resource whose provider is used when <see cref="Provider"/> is <c>null</c>.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider to call; the default one of the package when <c>null</c>.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the provider to use; the newest installed when <c>null</c>.</summary>
    public string? Version { get; set; }

    /// <summary>Where the provider can be downloaded; the default place when <c>null</c>.</summary>
    public string? PluginDownloadURL { get; set; }
}
