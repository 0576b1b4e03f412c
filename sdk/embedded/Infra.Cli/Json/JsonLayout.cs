using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infra.Cli.Json;

/// <summary>The layouts of JSON output. Characters are not escaped for web pages.</summary>
internal static class JsonLayout
{
    /// <summary>All on one line.</summary>
    public static JsonWriterOptions Compact { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An indentation of two spaces, for people.</summary>
    public static JsonWriterOptions Pretty { get; } =
        Compact with
        {
            Indented = true,
            IndentSize = 2,
        };

    /// <summary>An indentation of four spaces, as Pulumi prints previews and states.</summary>
    public static JsonWriterOptions Wide { get; } =
        Compact with
        {
            Indented = true,
            IndentSize = 4,
        };
}
