using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infra.Engine.Json;

/// <summary>JSON as Go writes it, which is how Pulumi's files look. Why the engine uses System.Text.Json: docs/decisions/json.md.</summary>
internal static class GoJson
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Limits nesting: a deeper file is refused before it exhausts the stack.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 512 };

    /// <summary>Serializes with an indent of four spaces.</summary>
    public static JsonSerializerOptions Indented { get; } =
        new(Relaxed)
        {
            WriteIndented = true,
            IndentSize = 4,
            NewLine = "\n",
        };

    /// <summary>Compact unless indented, with as few escapes as possible.</summary>
    public static JsonWriterOptions Writing(bool indented = false) =>
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = indented,
            IndentSize = 4,
            NewLine = "\n",
            SkipValidation = true,
            MaxDepth = 2000,
        };

    /// <summary>A value as compact JSON.</summary>
    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Relaxed);
}
