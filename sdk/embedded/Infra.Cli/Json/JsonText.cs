using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Json;

/// <summary>Writes JSON to a string, with System.Text.Json: it comes with .NET and streams. The command line uses no other JSON library.</summary>
internal static class JsonText
{
    public static string Pretty(JsonNode node) =>
        Write(JsonLayout.Pretty, json => node.WriteTo(json));

    public static string Write(JsonWriterOptions layout, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, layout))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
