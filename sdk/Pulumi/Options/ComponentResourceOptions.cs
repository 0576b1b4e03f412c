namespace Pulumi;

/// <summary>What can be said of a component, beside its own properties.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    private List<ProviderResource>? _providers;

    /// <summary>The providers for the resources in the component, at most one per package.</summary>
    public List<ProviderResource> Providers
    {
        get => _providers ??= [];
        set => _providers = value;
    }

    /// <summary>
    /// New options out of two, which stay as they are: lists are joined, else the second's values count if they are there. Of the
    /// providers of one package the last counts.
    /// </summary>
    /// <param name="options1">The one, or <c>null</c>.</param>
    /// <param name="options2">The other, or <c>null</c>.</param>
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
