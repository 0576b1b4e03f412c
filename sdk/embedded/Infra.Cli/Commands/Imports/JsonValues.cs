using System.Text.Json;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Imports;

/// <summary>Converts JSON to property values.</summary>
internal static class JsonValues
{
    public static PropertyMap Map(JsonElement element) =>
        PropertyMap.Create(
            element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Value(p.Value)))
        );

    private static PropertyValue Value(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString() ?? "",
            JsonValueKind.Number => element.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => new PropertyValue.Array([
                .. element.EnumerateArray().Select(Value),
            ]),
            JsonValueKind.Object => new PropertyValue.Object(Map(element)),
            _ => PropertyValue.Null.Instance,
        };
}
