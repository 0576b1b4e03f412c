using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.Protocol.Rpc;

namespace Infra.Protocol.Values;

/// <summary>Shows values to people as JSON. Secrets are hidden unless asked for.</summary>
public static class PropertyJson
{
    /// <summary>The text shown for a secret.</summary>
    public const string HiddenSecret = "[secret]";

    /// <summary>The text shown for a value that is not known yet.</summary>
    public const string Unknown = "[unknown]";

    /// <summary>Renders one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="showSecrets">Secrets in clear text; otherwise <see cref="HiddenSecret"/>.</param>
    /// <param name="indented">One line per property; otherwise all on one line.</param>
    public static string Render(
        PropertyValue value,
        bool showSecrets = false,
        bool indented = false
    ) => Render(indented, writer => Write(writer, value, showSecrets));

    /// <summary>Renders named values as an object.</summary>
    /// <param name="properties">The values.</param>
    /// <param name="showSecrets">Secrets in clear text; otherwise <see cref="HiddenSecret"/>.</param>
    /// <param name="indented">One line per property; otherwise all on one line.</param>
    public static string Render(
        PropertyMap properties,
        bool showSecrets = false,
        bool indented = false
    ) => Render(indented, writer => Write(writer, properties, showSecrets));

    private static string Render(bool indented, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The output goes to terminals and never into web pages, so only JSON's own escapes are needed.
        var options = new JsonWriterOptions
        {
            Indented = indented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes one value into a larger document.</summary>
    /// <param name="writer">Takes it, where a value is due.</param>
    /// <param name="value">The value.</param>
    /// <param name="showSecrets">Secrets in clear text; otherwise <see cref="HiddenSecret"/>.</param>
    public static void Write(Utf8JsonWriter writer, PropertyValue value, bool showSecrets)
    {
        // The output is cut here because a failure would hide the message that is being logged.
        if (writer.CurrentDepth > MessageLimits.MaxPropertyDepth)
        {
            writer.WriteStringValue("…");
            return;
        }

        switch (value)
        {
            case PropertyValue.Null:
                writer.WriteNullValue();
                break;
            case PropertyValue.Bool b:
                writer.WriteBooleanValue(b.Value);
                break;
            case PropertyValue.Number n when double.IsFinite(n.Value):
                writer.WriteNumberValue(n.Value);
                break;
            case PropertyValue.Number n:
                writer.WriteStringValue(n.Value.ToString());
                break;
            case PropertyValue.String s:
                writer.WriteStringValue(s.Value);
                break;
            case PropertyValue.Array a:
                writer.WriteStartArray();
                foreach (var item in a.Items)
                {
                    Write(writer, item, showSecrets);
                }

                writer.WriteEndArray();
                break;
            case PropertyValue.Object o:
                Write(writer, o.Properties, showSecrets);
                break;
            default:
                WriteMarked(writer, value, showSecrets);
                break;
        }
    }

    private static void WriteMarked(Utf8JsonWriter writer, PropertyValue value, bool showSecrets)
    {
        switch (value)
        {
            case PropertyValue.Secret or PropertyValue.Output { IsSecret: true } when !showSecrets:
                writer.WriteStringValue(HiddenSecret);
                break;
            case PropertyValue.Secret s:
                Write(writer, s.Element, showSecrets);
                break;
            case PropertyValue.Output { Element: { } element }:
                Write(writer, element, showSecrets);
                break;
            case PropertyValue.ResourceReference r:
                writer.WriteStringValue(r.Urn);
                break;
            case PropertyValue.Asset a:
                WriteSource(writer, "asset", a.Path ?? a.Uri ?? a.Text ?? a.Hash);
                break;
            case PropertyValue.Archive { Assets: { Count: > 0 } assets }:
                writer.WriteStartObject();
                writer.WritePropertyName("archive");
                Write(writer, assets, showSecrets);
                writer.WriteEndObject();
                break;
            case PropertyValue.Archive a:
                WriteSource(writer, "archive", a.Path ?? a.Uri ?? a.Hash);
                break;
            default:
                writer.WriteStringValue(Unknown);
                break;
        }
    }

    private static void WriteSource(Utf8JsonWriter writer, string kind, string? source)
    {
        writer.WriteStartObject();
        writer.WriteString(kind, source);
        writer.WriteEndObject();
    }

    /// <summary>Writes named values into a larger document, as an object.</summary>
    /// <param name="writer">Takes it, where a value is due.</param>
    /// <param name="properties">The values.</param>
    /// <param name="showSecrets">Secrets in clear text; otherwise <see cref="HiddenSecret"/>.</param>
    public static void Write(Utf8JsonWriter writer, PropertyMap properties, bool showSecrets)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            Write(writer, value, showSecrets);
        }

        writer.WriteEndObject();
    }
}
