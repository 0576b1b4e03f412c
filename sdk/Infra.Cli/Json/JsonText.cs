using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Infra.Cli.Json;

/// <summary>JSON as a text.</summary>
internal static class JsonText
{
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
