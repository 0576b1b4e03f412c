using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Infra.Engine.Files;
using Infra.Engine.Json;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Writes state files and exported deployments.</summary>
internal static class CheckpointWriter
{
    private const int WithoutFeatures = 3;
    private const int WithFeatures = 4;
    private const int SmallState = 64 * 1024;

    /// <summary>What comes before the deployment, without the stack's name, is shorter.</summary>
    private const int SmallRoom = 1024;

    /// <summary>The most bytes that a character takes in JSON.</summary>
    private const int MostEscaped = 6;

    /// <summary>The bytes of a state file: compact, without a newline at the end.</summary>
    /// <remarks>They are written once: what comes before the deployment depends on it, and goes into the room before it.</remarks>
    public static ReadOnlyMemory<byte> Write(StackCheckpoint checkpoint, SecretCiphertexts secrets)
    {
        var room = SmallRoom + (MostEscaped * checkpoint.Stack.Length);
        var buffer = new ArrayBufferWriter<byte>(
            room + SmallState + LongTexts(checkpoint.Snapshot)
        );
        buffer.GetSpan(room);
        buffer.Advance(room);
        var features = Deployment(checkpoint, secrets, buffer);
        buffer.Write("}}"u8);
        var head = new ArrayBufferWriter<byte>(room);
        using (var json = new Utf8JsonWriter(head, GoJson.Writing()))
        {
            Head(json, features);
            json.WriteStartObject("checkpoint");
            json.WriteString("stack", checkpoint.Stack);
            if (checkpoint.Manifest is not null)
            {
                json.WritePropertyName("latest");
            }
        }

        if (checkpoint.Manifest is null)
        {
            head.Write("}}"u8);
            return head.WrittenMemory;
        }

        var start = room - head.WrittenCount;
        head.WrittenSpan.CopyTo(MemoryMarshal.AsMemory(buffer.WrittenMemory).Span[start..]);
        return buffer.WrittenMemory[start..];
    }

    /// <summary>How much room the long texts of a state take at least.</summary>
    private static int LongTexts(Snapshot snapshot) =>
        (int)
            Math.Min(
                RegularFile.StateLimit,
                snapshot
                    .Resources.Concat(snapshot.PendingOperations.Select(o => o.Resource))
                    .Sum(state =>
                        PropertyValueWriter.LongTexts(state.Inputs)
                        + PropertyValueWriter.LongTexts(state.Outputs)
                    )
            );

    /// <summary>The bytes of an exported deployment: indented by four spaces, with a newline at the end.</summary>
    /// <param name="secrets">Encrypts secrets; <c>null</c> shows them.</param>
    public static byte[] Export(StackCheckpoint checkpoint, SecretCiphertexts? secrets)
    {
        var deployment = new ArrayBufferWriter<byte>(SmallState);
        var features = Deployment(checkpoint, secrets, deployment, hasEmptyLists: true);
        var buffer = new ArrayBufferWriter<byte>(deployment.WrittenCount * 2);
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing(indented: true)))
        {
            Head(json, features);
            json.WritePropertyName("deployment");
            using var document = JsonDocument.Parse(deployment.WrittenMemory, GoJson.Reading);
            document.RootElement.WriteTo(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void Head(Utf8JsonWriter json, SortedSet<string> features)
    {
        json.WriteStartObject();
        json.WriteNumber("version", features.Count > 0 ? WithFeatures : WithoutFeatures);
        if (features.Count == 0)
        {
            return;
        }

        json.WriteStartArray("features");
        foreach (var feature in features)
        {
            json.WriteStringValue(feature);
        }

        json.WriteEndArray();
    }

    private static SortedSet<string> Deployment(
        StackCheckpoint checkpoint,
        SecretCiphertexts? secrets,
        IBufferWriter<byte> buffer,
        bool hasEmptyLists = false
    )
    {
        var features = DeploymentFeatures.Of(checkpoint);
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing()))
        {
            json.WriteStartObject();
            Manifest(json, checkpoint.Manifest);
            SecretsProvider(json, checkpoint);
            var resources = new ResourceWriter(json, secrets) { HasEmptyLists = hasEmptyLists };
            Snapshot(json, checkpoint.Snapshot, resources);
            Uninterpreted(json, checkpoint);
            json.WriteEndObject();
            if (resources.SawByteString)
            {
                features.Add(DeploymentFeatures.ByteString);
            }
        }

        return features;
    }

    private static void Manifest(Utf8JsonWriter json, CheckpointManifest? manifest)
    {
        json.WriteStartObject("manifest");
        json.WriteString("time", GoText.Time(manifest?.Time ?? DateTimeOffset.MinValue));
        json.WriteString("magic", manifest?.Magic ?? "");
        json.WriteString("version", manifest?.Version ?? "");
        if (manifest is not null)
        {
            Raw(json, manifest.Uninterpreted);
        }

        json.WriteEndObject();
    }

    private static void SecretsProvider(Utf8JsonWriter json, StackCheckpoint checkpoint)
    {
        if (checkpoint.SecretsProvider is not { } provider)
        {
            return;
        }

        json.WriteStartObject("secrets_providers");
        json.WriteString("type", provider.Type);
        if (provider.Json is { } state)
        {
            json.WritePropertyName("state");
            json.WriteRawValue(state);
        }

        json.WriteEndObject();
    }

    private static void Snapshot(Utf8JsonWriter json, Snapshot snapshot, ResourceWriter resources)
    {
        if (snapshot.Resources.Length > 0)
        {
            json.WriteStartArray("resources");
            foreach (var state in snapshot.Resources)
            {
                resources.Write(state);
            }

            json.WriteEndArray();
        }

        if (snapshot.PendingOperations.Length > 0)
        {
            json.WriteStartArray("pending_operations");
            foreach (var operation in snapshot.PendingOperations)
            {
                Operation(json, operation, resources);
            }

            json.WriteEndArray();
        }
    }

    public static void Operation(
        Utf8JsonWriter json,
        PendingOperation operation,
        ResourceWriter resources
    )
    {
        json.WriteStartObject();
        json.WritePropertyName("resource");
        resources.Write(operation.Resource);
        json.WriteString("type", OperationTypes.Word(operation.Type));
        json.WriteEndObject();
    }

    private static void Uninterpreted(Utf8JsonWriter json, StackCheckpoint checkpoint)
    {
        if (!checkpoint.Uninterpreted.ContainsKey("metadata"))
        {
            json.WriteStartObject("metadata");
            json.WriteEndObject();
        }

        Raw(json, checkpoint.Uninterpreted);
    }

    private static void Raw(Utf8JsonWriter json, ImmutableSortedDictionary<string, string> fields)
    {
        foreach (var (name, raw) in fields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(raw, skipInputValidation: true);
        }
    }
}
