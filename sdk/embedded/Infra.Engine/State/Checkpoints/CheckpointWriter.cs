using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Json;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Writes state files and exported deployments.</summary>
internal static class CheckpointWriter
{
    private const int WithoutFeatures = 3;
    private const int WithFeatures = 4;

    /// <summary>The bytes of a state file: compact, without a newline at the end.</summary>
    public static byte[] Write(StackCheckpoint checkpoint, SecretCiphertexts secrets)
    {
        var (deployment, features) = Deployment(checkpoint, secrets);
        var buffer = new ArrayBufferWriter<byte>(deployment.Length + 256);
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing()))
        {
            Head(json, features);
            json.WriteStartObject("checkpoint");
            json.WriteString("stack", checkpoint.Stack);
            if (checkpoint.Manifest is not null)
            {
                json.WritePropertyName("latest");
                json.WriteRawValue(deployment, skipInputValidation: true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The bytes of an exported deployment: indented by four spaces, with a newline at the end.</summary>
    /// <param name="checkpoint">What to export.</param>
    /// <param name="secrets">Encrypts secrets; <c>null</c> shows them.</param>
    public static byte[] Export(StackCheckpoint checkpoint, SecretCiphertexts? secrets)
    {
        var (deployment, features) = Deployment(checkpoint, secrets);
        var buffer = new ArrayBufferWriter<byte>(deployment.Length * 2);
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing(indented: true)))
        {
            Head(json, features);
            json.WritePropertyName("deployment");
            using var document = JsonDocument.Parse(deployment, GoJson.Reading);
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

    private static (byte[] Json, SortedSet<string> Features) Deployment(
        StackCheckpoint checkpoint,
        SecretCiphertexts? secrets
    )
    {
        var features = DeploymentFeatures.Of(checkpoint);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing()))
        {
            json.WriteStartObject();
            Manifest(json, checkpoint.Manifest);
            SecretsProvider(json, checkpoint);
            var resources = new ResourceWriter(json, secrets);
            Snapshot(json, checkpoint.Snapshot, resources);
            Uninterpreted(json, checkpoint);
            json.WriteEndObject();
            if (resources.SawByteString)
            {
                features.Add(DeploymentFeatures.ByteString);
            }
        }

        return (buffer.WrittenSpan.ToArray(), features);
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

    /// <summary>Writes one pending operation.</summary>
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
