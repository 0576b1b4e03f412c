using System.Text.Json;
using Infra.NixHost.Hosts.Text;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>The fields of one report. A missing field reads as empty; a field of another type or form refuses the report.</summary>
/// <param name="report">The JSON object.</param>
internal sealed class ReportFields(JsonElement report)
{
    private const int LongestMessage = 2500;
    private const int MostFeatures = 32;

    /// <summary>Whether the report as a whole is refused.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The first fault, as a clause.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Refuses the report.</summary>
    public void Refuse(string fault)
    {
        IsRefused = true;
        Note(fault);
    }

    /// <summary>Refuses reports of a version that is not known.</summary>
    public void RequireVersion()
    {
        if (Find("v") is { } version && !(Integer(version) == 1))
        {
            Refuse("'v' is not 1");
        }
    }

    /// <summary>The number of the report.</summary>
    public long Sequence()
    {
        if (Find("seq") is not { } sequence)
        {
            return 0;
        }

        if (Integer(sequence) is >= 0 and var number)
        {
            return number;
        }

        Refuse("'seq' is not a number");
        return 0;
    }

    /// <summary>A text that decides what the report means.</summary>
    public string Text(string name, Func<string, bool> hasForm)
    {
        if (Read(name, hasForm) is { } text)
        {
            return text;
        }

        Refuse($"'{name}' has another form than it may have");
        return "";
    }

    /// <summary>A text that only adds to the report. One of another form is left out, because the rest of the report may matter.</summary>
    public string Detail(string name, Func<string, bool> hasForm)
    {
        if (Read(name, hasForm) is { } text)
        {
            return text;
        }

        Note($"'{name}' has another form than it may have");
        return "";
    }

    /// <summary>A text for people, made safe for a terminal.</summary>
    public string Message(string name = "msg") =>
        TerminalText.Clean(Text(name, _ => true), LongestMessage);

    /// <summary>A flag.</summary>
    public bool Flag(string name)
    {
        var kind = Find(name)?.ValueKind ?? JsonValueKind.False;
        if (kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse($"'{name}' is not true or false");
        }

        return kind == JsonValueKind.True;
    }

    /// <summary>Whether the list of features has this one.</summary>
    public bool HasFeature(string name)
    {
        if (Find("features") is not { } features)
        {
            return false;
        }

        if (
            features.ValueKind == JsonValueKind.Array
            && features.GetArrayLength() <= MostFeatures
            && features.EnumerateArray().All(f => f.ValueKind == JsonValueKind.String)
        )
        {
            return features.EnumerateArray().Any(f => f.ValueEquals(name));
        }

        Refuse("'features' is not a list of words");
        return false;
    }

    private string? Read(string name, Func<string, bool> hasForm)
    {
        if (Find(name) is not { } value)
        {
            return "";
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null && (text.Length == 0 || hasForm(text)) ? text : null;
    }

    private JsonElement? Find(string name) =>
        report.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static long? Integer(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    private void Note(string fault)
    {
        if (Fault.Length == 0)
        {
            Fault = fault;
        }
    }
}
