using System.Text.Json;
using Infra.Cli.Display;

namespace Infra.Cli.Json;

/// <summary>A finished preview as one document.</summary>
internal static class PreviewJson
{
    private const long NanosecondsPerTick = 100;

    public static void Write(TextWriter writer, RunBoard board)
    {
        writer.WriteLine(JsonText.Write(JsonLayout.Wide, json => Write(json, board)));
        writer.Flush();
    }

    private static void Write(Utf8JsonWriter json, RunBoard board)
    {
        var steps = new StepJson(board.Options.ShowSecrets);
        json.WriteStartObject();
        WriteConfig(json, board);
        json.WriteStartArray("steps");
        foreach (var step in board.Rows.SelectMany(r => r.Steps))
        {
            steps.WritePlanned(json, step);
        }

        json.WriteEndArray();
        WriteDiagnostics(json, board);
        json.WriteNumber("duration", (board.Summary?.Duration.Ticks ?? 0) * NanosecondsPerTick);
        json.WriteStartObject("changeSummary");
        if (board.Summary is { } summary)
        {
            EventLog.WriteChanges(json, summary.Changes);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter json, RunBoard board)
    {
        if (board.Prelude is not { Config.Count: > 0 } prelude)
        {
            return;
        }

        json.WriteStartObject("config");
        foreach (var (key, value) in prelude.Config)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, RunBoard board)
    {
        json.WriteStartArray("diagnostics");
        foreach (var message in board.Messages)
        {
            json.WriteStartObject();
            if (message.Urn is { } urn)
            {
                json.WriteString("urn", urn.Value);
            }

            json.WriteString("message", message.Text);
            json.WriteString("severity", EventLog.Severity(message.Severity));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
