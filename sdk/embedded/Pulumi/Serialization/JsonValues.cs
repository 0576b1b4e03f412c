using System.Text.Json;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Converts parsed JSON to property values, and back.</summary>
internal static class JsonValues
{
    public static PropertyValue Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!, // A string of JSON is never null.
            JsonValueKind.Number => json.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => PropertyValue.List(json.EnumerateArray().Select(Read)),
            JsonValueKind.Object => PropertyMap.Create(
                json.EnumerateObject()
                    .Select(property => KeyValuePair.Create(property.Name, Read(property.Value)))
            ),
            _ => PropertyValue.Null.Instance,
        };

    public static JsonElement Write(PropertyValue value)
    {
        using var document = JsonDocument.Parse(PropertyJson.Render(value, showSecrets: true));
        return document.RootElement.Clone();
    }
}
