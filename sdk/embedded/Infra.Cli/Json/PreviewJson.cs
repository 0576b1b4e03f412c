using System.Text.Json;
using Infra.Cli.Display;

namespace Infra.Cli.Json;

/// <summary>Writes a finished preview as one JSON document.</summary>
internal static class PreviewJson
{
    private const long NanosecondsPerTick = 100;

    public static void Write(TextWriter writer, RunBoard board, PlannedSteps planned)
    {
        writer.WriteLine(JsonText.Write(JsonLayout.Wide, json => Write(json, board, planned)));
        writer.Flush();
    }

    private static void Write(Utf8JsonWriter json, RunBoard board, PlannedSteps planned)
    {
        var steps = new StepJson(board.Options.ShowSecrets);
        json.WriteStartObject();
        WriteConfig(json, board);
        if (planned.All.Count > 0)
        {
            json.WriteStartArray("steps");
            foreach (var step in planned.All)
            {
                steps.WritePlanned(json, step);
            }

            json.WriteEndArray();
        }

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
        if (board.Messages.Count == 0)
        {
            return;
        }

        json.WriteStartArray("diagnostics");
        foreach (var message in board.Messages)
        {
            json.WriteStartObject();
            if (message.Urn is { } urn)
            {
                json.WriteString("urn", urn.Value);
            }

            json.WriteString(
                "message",
                EventLog.Prefix(message.Severity) + message.Text.TrimEnd('\n') + '\n'
            );
            json.WriteString("severity", EventLog.Severity(message.Severity));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
