using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Which providers a resource and those below it use.</summary>
internal static class ProviderChoice
{
    /// <summary>The package of a type's or function's token; empty for tokens of another form.</summary>
    public static string PackageOf(string token) =>
        token.Split(':') is { Length: 3 } parts ? parts[0] : "";

    /// <summary>Fills in the provider that comes from the parent, and gives the providers for what is below.</summary>
    public static ImmutableDictionary<string, ProviderResource> Settle(
        Resource resource,
        ResourceOptions options
    )
    {
        var inherited =
            options.Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (resource is CustomResource)
        {
            var package = PackageOf(resource.GetResourceType());
            if (options.Provider is { } chosen)
            {
                return package.Length > 0 ? inherited.SetItem(package, chosen) : inherited;
            }

            options.Provider = inherited.GetValueOrDefault(package);
            return inherited;
        }

        var providers = (options as ComponentResourceOptions)?.Providers ?? [];
        if (options.Provider is not null && providers.Count > 0)
        {
            throw new ResourceException(
                $"'{resource.GetResourceName()}' has both options Provider and Providers: put all into Providers.",
                options.Parent
            );
        }

        return inherited.SetItems(
            (options.Provider is { } single ? [single] : providers).Select(provider =>
                KeyValuePair.Create(provider.Package, provider)
            )
        );
    }
}
