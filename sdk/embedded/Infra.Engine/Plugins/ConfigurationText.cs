using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Protocol.Values;

namespace Infra.Engine.Plugins;

/// <summary>Writes configuration values as text: strings as they are, all other values as JSON.</summary>
internal static class ConfigurationText
{
    public static string Of(PropertyValue value) =>
        value.Unwrap() switch
        {
            PropertyValue.String text => text.Value,
            PropertyValue.Number number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            var other => Json(other)?.ToJsonString(JsonSerializerOptions.Default) ?? "null",
        };

    private static JsonNode? Json(PropertyValue value) =>
        value switch
        {
            PropertyValue.Bool b => JsonValue.Create(b.Value),
            PropertyValue.Number n => JsonValue.Create(n.Value),
            PropertyValue.String s => JsonValue.Create(s.Value),
            PropertyValue.Array a => new JsonArray([.. a.Items.Select(Json)]),
            PropertyValue.Object o => new JsonObject(
                o.Properties.Select(p => KeyValuePair.Create(p.Key, Json(p.Value)))
            ),
            _ => null,
        };
}
