using System.Text.Json;

namespace Pulumi;

/// <summary>A JSON document a resource takes, as text or parsed, now or later.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>A document that is not there: <c>undefined</c>.</summary>
    public InputJson()
        : this(Output.Create(default(JsonElement))) { }

    private InputJson(Output<JsonElement> json)
        : base(json) { }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Parses a text; one that is no JSON fails the program.</summary>
    public static implicit operator InputJson(string json) => new(Output.Create(json).Apply(Parse));

    /// <summary>A parsed document.</summary>
    public static implicit operator InputJson(JsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(Output.Create(document.RootElement));
    }

    /// <summary>A part of a parsed document.</summary>
    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    /// <summary>Parses a text that comes later; one that is no JSON fails the program.</summary>
    public static implicit operator InputJson(Output<string> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(json.Apply(Parse));
    }

    /// <summary>A parsed document that comes later.</summary>
    public static implicit operator InputJson(Output<JsonDocument> document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document.Apply(d => d.RootElement));
    }

    /// <summary>A part of a parsed document that comes later.</summary>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);
}
