namespace Pulumi;

/// <summary>The options of a component.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    /// <summary>The providers of the resources inside the component, at most one for each package.</summary>
    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    /// <summary>
    /// Merges options into new ones. Lists are joined; of other values the second one wins if it is set. Of the providers of
    /// one package the last one wins.
    /// </summary>
    /// <param name="options1">The first options, or <c>null</c>.</param>
    /// <param name="options2">The second options, or <c>null</c>.</param>
    public static ComponentResourceOptions Merge(
        ComponentResourceOptions? options1,
        ComponentResourceOptions? options2
    )
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.Take(options);
            merged.Providers.AddRange(options.Providers);
        }

        merged.Providers =
        [
            .. merged
                .Providers.AsEnumerable()
                .Reverse()
                .DistinctBy(provider => provider.Package, StringComparer.Ordinal)
                .Reverse(),
        ];
        return merged;
    }

    internal override ResourceOptions Copy() => Merge(this, null);
}
