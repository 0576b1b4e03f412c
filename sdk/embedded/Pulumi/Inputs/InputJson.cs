using System.Text.Json;

namespace Pulumi;

/// <summary>A JSON document as an input, as text or parsed, as a plain value or an output.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>Creates an undefined document.</summary>
    public InputJson()
        : this(Output.Create(default(JsonElement))) { }

    private InputJson(Output<JsonElement> json)
        : base(json) { }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Parses a string. Invalid JSON ends the program.</summary>
    public static implicit operator InputJson(string json) => new(Output.Create(json).Apply(Parse));

    /// <summary>Converts a parsed document.</summary>
    public static implicit operator InputJson(JsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(Output.Create(document.RootElement));
    }

    /// <summary>Converts a part of a parsed document.</summary>
    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    /// <summary>Parses the string of an output. Invalid JSON ends the program.</summary>
    public static implicit operator InputJson(Output<string> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(json.Apply(Parse));
    }

    /// <summary>Converts an output of a parsed document.</summary>
    public static implicit operator InputJson(Output<JsonDocument> document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document.Apply(d => d.RootElement));
    }

    /// <summary>Converts an output of a part of a parsed document.</summary>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);
}
