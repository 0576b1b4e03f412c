using System.Collections;
using System.Globalization;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Testing.Running;

/// <summary>Converts property values to plain objects and back.</summary>
internal static class PlainValues
{
    /// <summary>Plain objects of properties, without those that the provider keeps for itself.</summary>
    public static IReadOnlyDictionary<string, object?> Of(PropertyMap values) =>
        values
            .Where(v => !v.Key.StartsWith("__", StringComparison.Ordinal))
            .ToDictionary(v => v.Key, v => Of(v.Value), StringComparer.Ordinal);

    /// <summary>Properties of plain objects.</summary>
    /// <exception cref="InfraException">A value is of another type.</exception>
    public static PropertyMap Read(IReadOnlyDictionary<string, object?> values) =>
        PropertyMap.Create(values.Select(v => KeyValuePair.Create(v.Key, Read(v.Key, v.Value))));

    private static object? Of(PropertyValue value) =>
        value switch
        {
            PropertyValue.Bool flag => flag.Value,
            PropertyValue.Number number => number.Value,
            PropertyValue.String text => text.Value,
            PropertyValue.Array array => array.Items.Select(Of).ToList(),
            PropertyValue.Object item => Of(item.Properties),
            PropertyValue.Secret secret => Of(secret.Element),
            PropertyValue.Output { Element: { } element } => Of(element),
            PropertyValue.Computed or PropertyValue.Output => Unknown.Value,
            PropertyValue.ResourceReference reference => reference.Urn,
            PropertyValue.Asset asset => asset.Text ?? asset.Path ?? asset.Uri,
            PropertyValue.Archive archive => archive.Path ?? archive.Uri,
            _ => null,
        };

    private static PropertyValue Read(string name, object? value) =>
        value switch
        {
            null => PropertyValue.Null.Instance,
            Unknown => PropertyValue.Computed.Instance,
            bool flag => new PropertyValue.Bool(flag),
            string text => new PropertyValue.String(text),
            int or long or short or byte or float or double or decimal => new PropertyValue.Number(
                Convert.ToDouble(value, CultureInfo.InvariantCulture)
            ),
            IEnumerable<KeyValuePair<string, object?>> map => new PropertyValue.Object(
                Read(map.ToDictionary(StringComparer.Ordinal))
            ),
            IEnumerable<KeyValuePair<string, string>> texts => new PropertyValue.Object(
                Read(texts.ToDictionary(t => t.Key, t => (object?)t.Value, StringComparer.Ordinal))
            ),
            IEnumerable list => PropertyValue.List(list.Cast<object?>().Select(i => Read(name, i))),
            _ => throw new InfraException(
                $"The value of '{name}' is a {value.GetType().Name}. Give a bool, a number, a string, a list or a dictionary of them."
            ),
        };
}
