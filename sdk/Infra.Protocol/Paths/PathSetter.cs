using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Protocol.Paths;

/// <summary>Sets what a path leads to.</summary>
internal sealed class PathSetter(PropertyPath path, PropertyValue value)
{
    // Filling a gap costs memory, and no real list is longer.
    private const int MaxItems = 1_000_000;

    public PropertyMap Set(PropertyMap root)
    {
        if (path.Segments.Length == 0)
        {
            throw new InfraException(
                "A value cannot be set at an empty property path: name a property."
            );
        }

        return Set(new PropertyValue.Object(root), 0) is PropertyValue.Object changed
            ? changed.Properties
            : throw new InfraException(
                $"The property path '{path}' must begin with the name of a property."
            );
    }

    private PropertyValue Set(PropertyValue? current, int at)
    {
        if (at == path.Segments.Length)
        {
            return value;
        }

        var segment = path.Segments[at];
        return (current, segment.Name) switch
        {
            (PropertyValue.Secret secret, _) => new PropertyValue.Secret(Set(secret.Element, at)),
            (PropertyValue.Output { Element: { } element } output, _) => output with
            {
                Element = Set(element, at),
            },
            (PropertyValue.Object o, _) when segment.IsWildcard => new PropertyValue.Object(
                o.Properties.Select((_, property) => Set(property, at + 1))
            ),
            (PropertyValue.Array a, _) when segment.IsWildcard => new PropertyValue.Array(
                ImmutableArray.CreateRange(a.Items, item => Set(item, at + 1))
            ),
            (null or PropertyValue.Null, { } name) => new PropertyValue.Object(
                PropertyMap.Empty.With(name, Set(null, at + 1))
            ),
            (PropertyValue.Object o, { } name) => new PropertyValue.Object(
                o.Properties.With(name, Set(o.Properties.Get(name), at + 1))
            ),
            (null or PropertyValue.Null, null) => SetItem([], segment.Index, at),
            (PropertyValue.Array a, null) => SetItem(a.Items, segment.Index, at),
            _ => throw Mismatch(at),
        };
    }

    private PropertyValue.Array SetItem(ImmutableArray<PropertyValue> items, int index, int at)
    {
        if (index is < 0 or >= MaxItems)
        {
            throw new InfraException(
                $"The property path '{path}' has the index {index}: it must be 0 to {MaxItems - 1}."
            );
        }

        if (index < items.Length)
        {
            return new PropertyValue.Array(items.SetItem(index, Set(items[index], at + 1)));
        }

        var gap = Enumerable.Repeat<PropertyValue>(
            PropertyValue.Null.Instance,
            index - items.Length
        );
        return new PropertyValue.Array([.. items, .. gap, Set(null, at + 1)]);
    }

    private InfraException Mismatch(int at)
    {
        var wanted = path.Segments[at].Name is null ? "a list" : "an object";
        var place = at == 0 ? "the root" : $"'{new PropertyPath(path.Segments.Take(at))}'";
        return new InfraException(
            $"The property path '{path}' cannot be set: {place} is not {wanted}."
        );
    }
}
