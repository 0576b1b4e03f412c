using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Chooses the providers of a resource and its children.</summary>
internal static class ProviderChoice
{
    /// <summary>Returns the package of a token, or an empty string for a malformed token.</summary>
    public static string PackageOf(string token) =>
        token.Split(':') is { Length: 3 } parts ? parts[0] : "";

    /// <summary>Sets the provider that the parent implies, and returns the providers of the children.</summary>
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
                $"'{resource.GetResourceName()}' has both the options Provider and Providers. Put all of them into Providers.",
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
