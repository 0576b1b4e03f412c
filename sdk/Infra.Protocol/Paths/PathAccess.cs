using Infra.Protocol.Values;

namespace Infra.Protocol.Paths;

/// <summary>Looks values up.</summary>
internal static class PathAccess
{
    public static PropertyValue? Get(PropertyValue value, ReadOnlySpan<PathSegment> path)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        return value switch
        {
            PropertyValue.Secret secret => AsSecret(Get(secret.Element, path)),
            PropertyValue.Output { Element: { } element } output => output.IsSecret
                ? AsSecret(Get(element, path))
                : Get(element, path),
            PropertyValue.Output { IsSecret: true } => AsSecret(PropertyValue.Computed.Instance),
            PropertyValue.Computed or PropertyValue.Output => PropertyValue.Computed.Instance,
            _ => Child(value, path[0]) is { } child ? Get(child, path[1..]) : null,
        };
    }

    /// <summary>The property or item one step below, or <c>null</c>.</summary>
    public static PropertyValue? Child(PropertyValue value, PathSegment segment) =>
        (value, segment.Name) switch
        {
            (PropertyValue.Object o, { } name) => o.Properties.Get(name),
            (PropertyValue.Array a, null)
                when segment.Index < a.Items.Length && segment.Index >= 0 => a.Items[segment.Index],
            _ => null,
        };

    public static PropertyValue? AsSecret(PropertyValue? value) =>
        value is null or PropertyValue.Secret or PropertyValue.Output { IsSecret: true }
            ? value
            : new PropertyValue.Secret(value);
}
