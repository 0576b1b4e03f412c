using System.Collections.Immutable;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Compares old with new inputs by the meaning of their definitions: <c>1GiB</c> and <c>1024MiB</c> are one size.</summary>
internal static class InputDiff
{
    /// <summary>The changed properties, each with the impact and reason from its definition.</summary>
    public static ImmutableArray<PropertyChange> Compare(
        ResourceDefinition definition,
        PropertyMap olds,
        PropertyMap news
    ) =>
        [
            .. definition.Inputs.SelectMany(p =>
                Compare(p.Type, p.Name, olds.Get(p.Name), news.Get(p.Name))
                    .Select(change => change with { Impact = p.Impact, Reason = p.Reason })
            ),
        ];

    /// <summary>The differences between two values of one type.</summary>
    public static IEnumerable<PropertyChange> Compare(
        PropertyType type,
        string path,
        PropertyValue? oldValue,
        PropertyValue? newValue
    )
    {
        // Every item inside a secret is treated as secret too.
        (oldValue, newValue) = (PropertyContent.Spread(oldValue), PropertyContent.Spread(newValue));
        var (from, to) = (PropertyContent.Of(oldValue), PropertyContent.Of(newValue));
        return (type, from, to) switch
        {
            (_, null, null) => [],
            (_, null, _) => [new(path, ChangeKind.Add, null, newValue)],
            (_, _, null) => [new(path, ChangeKind.Delete, oldValue, null)],
            (PropertyType.Structure s, PropertyValue.Object a, PropertyValue.Object b) =>
                s.Definition.Properties.SelectMany(p =>
                    Compare(
                        p.Type,
                        PropertyPath.Join(path, p.Name),
                        a.Properties.Get(p.Name),
                        b.Properties.Get(p.Name)
                    )
                ),
            (PropertyType.Map m, PropertyValue.Object a, PropertyValue.Object b) => a
                .Properties.Keys.Union(b.Properties.Keys, StringComparer.Ordinal)
                .SelectMany(k =>
                    Compare(
                        m.Element,
                        PropertyPath.Join(path, k),
                        a.Properties.Get(k),
                        b.Properties.Get(k)
                    )
                ),
            (PropertyType.List l, PropertyValue.Array a, PropertyValue.Array b) => Enumerable
                .Range(0, Math.Max(a.Items.Length, b.Items.Length))
                .SelectMany(i =>
                    Compare(
                        l.Element,
                        PropertyPath.Join(path, i),
                        a.Items.ElementAtOrDefault(i),
                        b.Items.ElementAtOrDefault(i)
                    )
                ),
            _ => AreSame(type, from, to) ? [] : [new(path, ChangeKind.Update, oldValue, newValue)],
        };
    }

    private static bool AreSame(PropertyType type, PropertyValue from, PropertyValue to)
    {
        if (from is PropertyValue.Computed || to is PropertyValue.Computed)
        {
            return false;
        }

        var (a, b) = (
            new InputReader(PropertyMap.Of(("v", from))),
            new InputReader(PropertyMap.Of(("v", to)))
        );
        return type switch
        {
            PropertyType.Size when a.Size("v") is { } size => size == b.Size("v"),
            PropertyType.Duration when a.Duration("v") is { } duration => duration
                == b.Duration("v"),
            PropertyType.Flag => a.Flag("v") == b.Flag("v"),
            _ => from.Equals(to),
        };
    }
}
