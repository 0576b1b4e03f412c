using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infra.Cli.Json;

/// <summary>How our JSON is laid out: never escaped for web pages.</summary>
internal static class JsonLayout
{
    /// <summary>One line.</summary>
    public static JsonWriterOptions Compact { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people: two blanks a level.</summary>
    public static JsonWriterOptions Pretty { get; } =
        Compact with
        {
            Indented = true,
            IndentSize = 2,
        };

    /// <summary>As Pulumi prints previews and states: four blanks a level.</summary>
    public static JsonWriterOptions Wide { get; } =
        Compact with
        {
            Indented = true,
            IndentSize = 4,
        };
}
