using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>The inputs of a provider resource: configuration, and what the engine keeps beside it under <c>__internal</c>.</summary>
internal static class ProviderInputs
{
    private const string Internal = "__internal";
    private const string Version = "version";
    private const string DownloadUrl = "pluginDownloadURL";
    private const string Name = "name";

    /// <summary>The part that the provider sees.</summary>
    public static PropertyMap Configuration(this PropertyMap inputs) => inputs.Without(Internal);

    /// <summary>Puts back beside checked configuration what the provider does not see.</summary>
    public static PropertyMap Complete(PropertyMap given, PropertyMap checkedConfiguration)
    {
        var result = checkedConfiguration;
        if (given.Get(Version) is { } version && !result.ContainsKey(Version))
        {
            result = result.With(Version, version);
        }

        return given.Get(Internal) is { } kept ? result.With(Internal, kept) : result;
    }

    /// <summary>Inputs from configuration for the provider that a request wants.</summary>
    public static PropertyMap Create(PropertyMap configuration, PackageDescriptor package)
    {
        var inputs = configuration;
        if (package.Version.Length > 0)
        {
            inputs = inputs.With(Version, package.Version);
        }

        return package.DownloadUrl.Length > 0
            ? inputs.With(Internal, PropertyMap.Of((DownloadUrl, package.DownloadUrl)))
            : inputs;
    }

    /// <summary>Which provider the inputs of a provider resource want.</summary>
    public static PackageDescriptor Package(string package, PropertyMap inputs)
    {
        var kept = inputs.Get(Internal) is PropertyValue.Object map
            ? map.Properties
            : PropertyMap.Empty;
        var url = Text(kept, DownloadUrl);
        return new(
            Text(kept, Name) is { Length: > 0 } name ? name : package,
            Text(inputs, Version),
            url.Length > 0 ? url : Text(inputs, DownloadUrl)
        );
    }

    private static string Text(PropertyMap map, string name) =>
        map.Get(name) is PropertyValue.String text ? text.Value : "";
}
