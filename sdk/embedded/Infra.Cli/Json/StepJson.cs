using System.Text.Json;
using Infra.Cli.Display;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;

namespace Infra.Cli.Json;

/// <summary>Writes steps and states in the formats of Pulumi's event log and of <c>preview --json</c>.</summary>
internal sealed class StepJson(bool showSecrets)
{
    /// <summary>The <c>metadata</c> of an event.</summary>
    public void WriteMetadata(Utf8JsonWriter json, StepMetadata step)
    {
        json.WriteStartObject();
        json.WriteString("op", StepWords.JsonName(step.Op));
        json.WriteString("urn", step.Urn.Value);
        json.WriteString("type", step.Type);
        WriteNullable(json, "old", step.Old);
        WriteNullable(json, "new", step.New);
        WriteNames(json, "keys", step.ReplaceKeys);
        WriteNames(json, "diffs", step.Diffs);
        WriteDetailedDiff(json, step, "diffKind");
        WriteFlag(json, "logical", step.Logical);
        json.WriteString("provider", step.Provider);
        json.WriteEndObject();
    }

    /// <summary>An entry of <c>steps</c> in <c>preview --json</c>.</summary>
    public void WritePlanned(Utf8JsonWriter json, StepMetadata step)
    {
        json.WriteStartObject();
        json.WriteString("op", StepWords.JsonName(step.Op));
        json.WriteString("urn", step.Urn.Value);
        WriteText(json, "provider", step.Provider);
        WriteIfAny(json, "oldState", step.Old);
        WriteIfAny(json, "newState", step.New);
        WriteNames(json, "diffReasons", step.Diffs);
        WriteNames(json, "replaceReasons", step.ReplaceKeys);
        WriteDetailedDiff(json, step, "kind");
        json.WriteEndObject();
    }

    private static void WriteDetailedDiff(Utf8JsonWriter json, StepMetadata step, string kind)
    {
        json.WritePropertyName("detailedDiff");
        if (step.DetailedDiff is not { } detailed)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        foreach (var (path, diff) in detailed)
        {
            json.WriteStartObject(path);
            json.WriteString(kind, Kind(diff.Kind));
            json.WriteBoolean("inputDiff", diff.InputDiff);
            // This field is our addition to Pulumi's format, and only some providers give it.
            WriteText(json, "impact", diff.Impact);
            WriteText(json, "reason", diff.Reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteNullable(Utf8JsonWriter json, string name, ResourceState? state)
    {
        json.WritePropertyName(name);
        if (state is null)
        {
            json.WriteNullValue();
            return;
        }

        WriteState(json, state);
    }

    private void WriteIfAny(Utf8JsonWriter json, string name, ResourceState? state)
    {
        if (state is not null)
        {
            json.WritePropertyName(name);
            ShownState.Write(json, state, showSecrets);
        }
    }

    private void WriteState(Utf8JsonWriter json, ResourceState state)
    {
        json.WriteStartObject();
        json.WriteString("urn", state.Urn.Value);
        WriteFlag(json, "custom", state.Custom);
        WriteFlag(json, "delete", state.Delete);
        json.WriteString("id", state.Id);
        json.WriteString("type", state.Type);
        json.WritePropertyName("inputs");
        ShownState.WriteValues(json, state.Inputs, showSecrets);
        json.WritePropertyName("outputs");
        ShownState.WriteValues(json, state.Outputs, showSecrets);
        json.WriteString("parent", state.Parent?.Value ?? "");
        WriteFlag(json, "protect", state.Protect);
        WriteFlag(json, "taint", state.Taint);
        WriteFlag(json, "external", state.External);
        WriteFlag(json, "retainOnDelete", state.RetainOnDelete);
        WriteNames(json, "initErrors", state.InitErrors);
        json.WriteString("provider", state.Provider);
        WriteNames(json, "hideDiffs", state.HideDiff);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        var list = names.ToList();
        if (list.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        list.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    private static string Kind(PropertyDiffKind kind) =>
        kind switch
        {
            PropertyDiffKind.Add => "add",
            PropertyDiffKind.AddReplace => "add-replace",
            PropertyDiffKind.Delete => "delete",
            PropertyDiffKind.DeleteReplace => "delete-replace",
            PropertyDiffKind.UpdateReplace => "update-replace",
            _ => "update",
        };
}
