using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Infra.Cli.Display;
using Infra.Cli.Terminals;
using Infra.Engine.Events;

namespace Infra.Cli.Json;

/// <summary>Writes the events of a run as JSON lines in Pulumi's format, which the Automation API reads.</summary>
/// <param name="isComplete">Whether also what nobody is shown is told; without it the numbers of the events have gaps.</param>
internal sealed class EventLog(
    TextWriter writer,
    TimeProvider time,
    bool showSecrets,
    bool isComplete
) : IEngineEventSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly StepJson _steps = new(showSecrets);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private int _sequence;

    public void Publish(EngineEvent engineEvent)
    {
        if (engineEvent is EngineEvent.ResourceOperationFailed { IsPreview: true })
        {
            return;
        }

        lock (_gate)
        {
            if (!isComplete && !engineEvent.IsShown)
            {
                _sequence++;
                return;
            }

            _buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_buffer, JsonLayout.Compact))
            {
                json.WriteStartObject();
                json.WriteNumber("sequence", _sequence++);
                json.WriteNumber("timestamp", time.GetUtcNow().ToUnixTimeSeconds());
                json.WritePropertyName(Name(engineEvent));
                json.WriteStartObject();
                WriteBody(json, engineEvent);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            writer.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
            writer.Flush();
        }
    }

    public void Dispose() => writer.Flush();

    private static string Name(EngineEvent engineEvent) =>
        engineEvent switch
        {
            EngineEvent.Prelude => "preludeEvent",
            EngineEvent.ResourcePre => "resourcePreEvent",
            EngineEvent.ResourceOutputs => "resOutputsEvent",
            EngineEvent.ResourceOperationFailed => "resOpFailedEvent",
            EngineEvent.Diagnostic => "diagnosticEvent",
            EngineEvent.Stdout => "stdoutEvent",
            EngineEvent.Summary => "summaryEvent",
            _ => "cancelEvent",
        };

    private void WriteBody(Utf8JsonWriter json, EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case EngineEvent.Prelude prelude:
                WriteMap(json, "config", prelude.Config);
                break;
            case EngineEvent.ResourcePre pre:
                // People are told what an import replaces; logs tell as the former state what an import has found.
                var planned =
                    pre.Step.Op == StepOp.ImportReplacement
                        ? pre.Step with
                        {
                            Old = null,
                        }
                        : pre.Step;
                WriteStep(json, planned, pre.IsPreview);
                break;
            case EngineEvent.ResourceOutputs outputs:
                WriteStep(json, outputs.Step, outputs.IsPreview);
                break;
            case EngineEvent.ResourceOperationFailed failed:
                WriteStep(json, failed.Step, false);
                json.WriteNumber("status", 0);
                json.WriteNumber("steps", 0);
                break;
            case EngineEvent.Diagnostic diagnostic:
                WriteDiagnostic(json, diagnostic);
                break;
            case EngineEvent.Stdout stdout:
                json.WriteString("message", stdout.Message);
                json.WriteString("color", "never");
                break;
            case EngineEvent.Summary summary:
                WriteSummary(json, summary);
                break;
        }
    }

    private void WriteStep(Utf8JsonWriter json, StepMetadata step, bool isPreview)
    {
        json.WritePropertyName("metadata");
        _steps.WriteMetadata(json, step);
        if (isPreview)
        {
            json.WriteBoolean("planning", true);
        }
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, EngineEvent.Diagnostic diagnostic)
    {
        if (diagnostic.Urn is { } urn)
        {
            json.WriteString("urn", urn.Value);
        }

        if (Prefix(diagnostic.Severity) is { Length: > 0 } prefix)
        {
            json.WriteString("prefix", prefix);
        }

        // Output of a program may arrive in pieces, and a piece is no line.
        var message = TerminalText.Clean(diagnostic.Message);
        json.WriteString(
            "message",
            diagnostic.StreamId == 0 ? message.TrimEnd('\n') + '\n' : message
        );
        json.WriteString("color", "never");
        json.WriteString("severity", Severity(diagnostic.Severity));
        if (diagnostic.StreamId != 0)
        {
            json.WriteNumber("streamID", diagnostic.StreamId);
        }

        if (diagnostic.IsEphemeral)
        {
            json.WriteBoolean("ephemeral", true);
        }
    }

    /// <summary>The name of a severity in Pulumi's JSON.</summary>
    public static string Severity(DiagnosticSeverity severity) =>
        severity.ToString().ToLowerInvariant();

    /// <summary>What precedes a message on terminals.</summary>
    public static string Prefix(DiagnosticSeverity severity) =>
        severity == DiagnosticSeverity.Info ? "" : $"{Severity(severity)}: ";

    private static void WriteSummary(Utf8JsonWriter json, EngineEvent.Summary summary)
    {
        json.WriteBoolean("maybeCorrupt", false);
        json.WriteNumber("durationSeconds", (long)Math.Ceiling(summary.Duration.TotalSeconds));
        json.WriteStartObject("resourceChanges");
        WriteChanges(json, summary.Changes);
        json.WriteEndObject();
        json.WriteStartObject("PolicyPacks");
        json.WriteEndObject();
        json.WriteBoolean("isPreview", summary.IsPreview);
        json.WriteString("result", summary.Succeeded ? "succeeded" : "failed");
    }

    /// <summary>Writes the counts by Pulumi's operation names.</summary>
    public static void WriteChanges(
        Utf8JsonWriter json,
        ImmutableSortedDictionary<StepOp, int> changes
    )
    {
        foreach (var (op, count) in changes.Where(c => c.Value > 0))
        {
            json.WriteNumber(StepWords.JsonName(op), count);
        }
    }

    private static void WriteMap(
        Utf8JsonWriter json,
        string name,
        ImmutableSortedDictionary<string, string> map
    )
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
