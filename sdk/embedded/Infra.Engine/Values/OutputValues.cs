using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Values;

/// <summary>Values with their dependencies, as programs send them and callbacks expect them.</summary>
internal static class OutputValues
{
    /// <summary>The properties with every secret and unknown as an output; nested dependencies are merged.</summary>
    public static PropertyMap Upgrade(PropertyMap values) =>
        values.Select((_, value) => Upgrade(value));

    /// <summary>The properties as outputs with at least these dependencies.</summary>
    public static PropertyMap With(
        PropertyMap values,
        IReadOnlyDictionary<string, ImmutableArray<string>> dependencies
    ) =>
        values.Select(
            (name, value) =>
                dependencies.TryGetValue(name, out var urns) ? With(value, urns) : value
        );

    /// <summary>The properties with outputs replaced by secrets, unknowns and bare values.</summary>
    public static PropertyMap Lower(PropertyMap values) =>
        values.Select((_, value) => Lower(value));

    /// <summary>The urns that a value depends on, at every depth; ordered, without duplicates.</summary>
    public static ImmutableArray<string> Dependencies(PropertyValue value)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Collect(value, found);
        return [.. found];
    }

    private static PropertyValue Upgrade(PropertyValue value) =>
        value switch
        {
            PropertyValue.Computed => new PropertyValue.Output(null, IsSecret: false, []),
            PropertyValue.Secret secret => Upgrade(secret.Element) switch
            {
                PropertyValue.Output output => output with { IsSecret = true },
                var element => new PropertyValue.Output(element, IsSecret: true, []),
            },
            PropertyValue.Output { Element: { } element } output => Merge(output, Upgrade(element)),
            PropertyValue.Array array => new PropertyValue.Array(
                ImmutableArray.CreateRange(array.Items, Upgrade)
            ),
            PropertyValue.Object map => new PropertyValue.Object(Upgrade(map.Properties)),
            _ => value,
        };

    private static PropertyValue.Output Merge(PropertyValue.Output outer, PropertyValue inner) =>
        inner is PropertyValue.Output output
            ? new(
                output.Element,
                outer.IsSecret || output.IsSecret,
                Union(outer.Dependencies, output.Dependencies)
            )
            : outer with
            {
                Element = inner,
            };

    private static PropertyValue With(PropertyValue value, ImmutableArray<string> urns) =>
        urns.All(Dependencies(value).Contains) ? value
        : value is PropertyValue.Output output
            ? output with
            {
                Dependencies = Union(output.Dependencies, urns),
            }
        : new PropertyValue.Output(value, IsSecret: false, Union([], urns));

    private static PropertyValue Lower(PropertyValue value) =>
        value switch
        {
            PropertyValue.Output output => Lower(output),
            PropertyValue.Secret secret => new PropertyValue.Secret(Lower(secret.Element)),
            PropertyValue.Array array => new PropertyValue.Array(
                ImmutableArray.CreateRange(array.Items, Lower)
            ),
            PropertyValue.Object map => new PropertyValue.Object(Lower(map.Properties)),
            _ => value,
        };

    private static PropertyValue Lower(PropertyValue.Output output)
    {
        var element = output.Element is { } known ? Lower(known) : PropertyValue.Computed.Instance;
        return output.IsSecret ? new PropertyValue.Secret(element) : element;
    }

    private static void Collect(PropertyValue value, SortedSet<string> found)
    {
        switch (value)
        {
            case PropertyValue.Output output:
                found.UnionWith(output.Dependencies);
                if (output.Element is { } element)
                {
                    Collect(element, found);
                }

                break;
            case PropertyValue.Secret secret:
                Collect(secret.Element, found);
                break;
            case PropertyValue.Array array:
                foreach (var item in array.Items)
                {
                    Collect(item, found);
                }

                break;
            case PropertyValue.Object map:
                foreach (var (_, property) in map.Properties)
                {
                    Collect(property, found);
                }

                break;
        }
    }

    private static ImmutableArray<string> Union(
        ImmutableArray<string> some,
        ImmutableArray<string> others
    ) => [.. some.Union(others).Order(StringComparer.Ordinal)];
}
