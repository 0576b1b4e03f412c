using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>The inputs of a provider resource: its configuration, and the engine's own data under <c>__internal</c>.</summary>
internal static class ProviderInputs
{
    private const string Internal = "__internal";
    private const string Version = "version";
    private const string DownloadUrl = "pluginDownloadURL";
    private const string Checksums = "pluginChecksums";
    private const string Name = "name";
    private const string Parameter = "parameterization";
    private const string Mappings = "envVarMappings";

    /// <summary>The part that the provider sees.</summary>
    public static PropertyMap Configuration(this PropertyMap inputs) => inputs.Without(Internal);

    /// <summary>Adds the engine's own data to the checked configuration again.</summary>
    public static PropertyMap Complete(PropertyMap given, PropertyMap checkedConfiguration)
    {
        var result = checkedConfiguration;
        if (given.Get(Version) is { } version && !result.ContainsKey(Version))
        {
            result = result.With(Version, version);
        }

        return given.Get(Internal) is { } kept ? result.With(Internal, kept) : result;
    }

    /// <summary>The inputs of a package's provider resource, made from configuration.</summary>
    public static PropertyMap Create(PropertyMap configuration, PackageDescriptor package)
    {
        var kept = Kept(package);
        var inputs = configuration;
        if (package.PackageVersion.Length > 0)
        {
            inputs = inputs.With(Version, package.PackageVersion);
        }

        // The key is written beside a version even when empty, so that its content is never sought in the configuration.
        return kept.Count > 0 || package.PackageVersion.Length > 0
            ? inputs.With(Internal, kept)
            : inputs;
    }

    /// <summary>The package that the inputs of a provider resource name.</summary>
    public static PackageDescriptor Package(string package, PropertyMap inputs)
    {
        var kept = inputs.Get(Internal) is PropertyValue.Object map
            ? map.Properties
            : PropertyMap.Empty;
        var url = Text(kept, DownloadUrl);
        var isParameterized = kept.ContainsKey(Parameter);
        return new(
            Text(kept, Name) is { Length: > 0 } name ? name : package,
            Text(isParameterized ? kept : inputs, Version),
            url.Length > 0 ? url : Text(inputs, DownloadUrl)
        )
        {
            Parameterization = isParameterized
                ? new(package, Text(inputs, Version), Text(kept, Parameter))
                : null,
            Checksums = Texts(kept, Checksums),
            EnvironmentMappings = Texts(kept, Mappings),
        };
    }

    private static PropertyMap Kept(PackageDescriptor package)
    {
        var kept = PropertyMap.Empty;
        if (package.DownloadUrl.Length > 0)
        {
            kept = kept.With(DownloadUrl, package.DownloadUrl);
        }

        if (!package.Checksums.IsEmpty)
        {
            kept = kept.With(Checksums, Map(package.Checksums));
        }

        if (!package.EnvironmentMappings.IsEmpty)
        {
            kept = kept.With(Mappings, Map(package.EnvironmentMappings));
        }

        if (package.Parameterization is { } parameterization)
        {
            kept = kept.With(Name, package.Name).With(Parameter, parameterization.Value);
            kept = package.Version.Length > 0 ? kept.With(Version, package.Version) : kept;
        }

        return kept;
    }

    private static PropertyValue Map(ImmutableSortedDictionary<string, string> texts) =>
        PropertyMap.Create(
            texts.Select(pair => KeyValuePair.Create(pair.Key, (PropertyValue)pair.Value))
        );

    private static ImmutableSortedDictionary<string, string> Texts(PropertyMap map, string name) =>
        map.Get(name) is PropertyValue.Object { Properties: var texts }
            ? texts.Keys.ToImmutableSortedDictionary(
                key => key,
                key => Text(texts, key),
                StringComparer.Ordinal
            )
            : ImmutableSortedDictionary<string, string>.Empty;

    private static string Text(PropertyMap map, string name) =>
        map.Get(name) is PropertyValue.String text ? text.Value : "";
}
