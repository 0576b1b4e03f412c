using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.NixHost.Provider;

namespace Infra.NixHost.Generator;

/// <summary>The schema that registries and generators of SDKs read from the repository.</summary>
internal static class GeneratedSchema
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.General)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver =
            new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The schema with a line for each value.</summary>
    public static string Text()
    {
        // The provider's schema is an object.
        var schema = JsonNode.Parse(Package.Schema())!;
        return schema.ToJsonString(Readable) + "\n";
    }
}
