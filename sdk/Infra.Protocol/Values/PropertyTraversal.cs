using System.Collections.Immutable;

namespace Infra.Protocol.Values;

/// <summary>Walks through values.</summary>
internal static class PropertyTraversal
{
    /// <summary>Whether a value, or one it holds, satisfies a condition.</summary>
    public static bool Any(PropertyValue value, Func<PropertyValue, bool> condition)
    {
        if (condition(value))
        {
            return true;
        }

        switch (value)
        {
            case PropertyValue.Array array:
                foreach (var item in array.Items)
                {
                    if (Any(item, condition))
                    {
                        return true;
                    }
                }

                return false;
            case PropertyValue.Object @object:
                return Any(@object.Properties, condition);
            case PropertyValue.Secret secret:
                return Any(secret.Element, condition);
            case PropertyValue.Output { Element: { } element }:
                return Any(element, condition);
            default:
                return false;
        }
    }

    public static bool Any(PropertyMap properties, Func<PropertyValue, bool> condition)
    {
        foreach (var (_, value) in properties)
        {
            if (Any(value, condition))
            {
                return true;
            }
        }

        return false;
    }

    public static PropertyValue SelectLeaves(
        PropertyValue value,
        Func<PropertyValue, PropertyValue> change
    ) =>
        value switch
        {
            PropertyValue.Array array => new PropertyValue.Array(
                ImmutableArray.CreateRange(array.Items, item => SelectLeaves(item, change))
            ),
            PropertyValue.Object @object => new PropertyValue.Object(
                @object.Properties.Select((_, property) => SelectLeaves(property, change))
            ),
            PropertyValue.Secret secret => new PropertyValue.Secret(
                SelectLeaves(secret.Element, change)
            ),
            PropertyValue.Output { Element: { } element } output => output with
            {
                Element = SelectLeaves(element, change),
            },
            _ => change(value),
        };

    public static PropertyValue Unwrap(PropertyValue value) =>
        value switch
        {
            PropertyValue.Array array => new PropertyValue.Array(
                ImmutableArray.CreateRange(array.Items, Unwrap)
            ),
            PropertyValue.Object @object => new PropertyValue.Object(@object.Properties.Unwrap()),
            PropertyValue.Secret secret => Unwrap(secret.Element),
            PropertyValue.Output { Element: { } element } => Unwrap(element),
            PropertyValue.Output => PropertyValue.Computed.Instance,
            _ => value,
        };
}
