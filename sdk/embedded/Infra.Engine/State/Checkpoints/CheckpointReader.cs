using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Engine.Secrets;
using Infra.Protocol;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Reads state files and exported deployments.</summary>
/// <param name="providers">Opens the secrets provider that the file names.</param>
/// <param name="keepCiphertexts">Whether unchanged secrets keep their ciphertext at the next save.</param>
internal sealed class CheckpointReader(ISecretsProviders providers, bool keepCiphertexts = true)
{
    /// <summary>Reads the content of a state file.</summary>
    /// <exception cref="StateFormatException">It is not one, or one this engine cannot know.</exception>
    public (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) Read(
        ReadOnlyMemory<byte> content
    ) =>
        Parse(
            content,
            root =>
            {
                var fields = new JsonFields(root, "the file");
                var version = Version(fields, "checkpoint");
                var checkpoint = new JsonFields(
                    fields.Take("checkpoint")
                        ?? throw new StateFormatException("it has no 'checkpoint'"),
                    "'checkpoint'"
                );
                var stack = checkpoint.Text("stack") ?? "";
                if (checkpoint.Take("latest") is { } latest)
                {
                    RequireVersion(version);
                    return Deployment(latest, stack);
                }

                return (new() { Stack = stack }, new SecretCiphertexts(null, keepCiphertexts));
            }
        );

    /// <summary>Reads what <c>stack export</c> wrote.</summary>
    /// <param name="stack">The full name of the stack that takes it.</param>
    public (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) Import(
        ReadOnlyMemory<byte> content,
        string stack
    ) =>
        Parse(
            content,
            root =>
            {
                var fields = new JsonFields(root, "the deployment");
                RequireVersion(Version(fields, "deployment"));
                return Deployment(
                    fields.Take("deployment")
                        ?? throw new StateFormatException("it has no 'deployment'"),
                    stack
                );
            }
        );

    private static T Parse<T>(ReadOnlyMemory<byte> content, Func<JsonElement, T> read)
    {
        var text = content.Span.StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content;
        try
        {
            using var document = JsonDocument.Parse(text, GoJson.Reading);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new StateFormatException(
                $"it is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}",
                e
            );
        }
    }

    private static int Version(JsonFields fields, string what)
    {
        var version = fields.Take("version") switch
        {
            null => 0,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) =>
                value,
            { } other => throw fields.Wrong("version", "a whole number", other),
        };
        if (version is < 0 or > 4)
        {
            throw new StateFormatException(
                $"it has version {version} and this engine knows up to 4: a newer engine wrote it; use that one, or a newer release of this one"
            );
        }

        var unknown = fields
            .Texts("features")
            .Where(f => !DeploymentFeatures.Known.Contains(f))
            .ToList();
        return unknown.Count == 0
            ? version
            : throw new StateFormatException(
                $"its {what} needs the features {string.Join(", ", unknown)}, which this engine does not have; use the newer engine that wrote it"
            );
    }

    private static void RequireVersion(int version)
    {
        if (version < 3)
        {
            throw new StateFormatException(
                $"it has version {version}, older than the versions 3 and 4 read here; any command of the Pulumi CLI that saves the stack upgrades it"
            );
        }
    }

    private (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) Deployment(
        JsonElement element,
        string stack
    )
    {
        var fields = new JsonFields(element, "the deployment");
        var manifest = Manifest(fields);
        var state = SecretsProvider(fields);
        var secrets = new SecretCiphertexts(state is null ? null : Open(state), keepCiphertexts);
        var resources = new ResourceReader(secrets);
        var snapshot = new Snapshot
        {
            Resources = fields.Take("resources") is { } list
                ?
                [
                    .. fields
                        .Items(list, "resources")
                        .Select((item, i) => resources.Read(item, $"resource {i}")),
                ]
                : [],
            PendingOperations = fields.Take("pending_operations") is { } pending
                ?
                [
                    .. fields
                        .Items(pending, "pending_operations")
                        .Select((item, i) => Operation(item, $"pending operation {i}", resources)),
                ]
                : [],
        };
        return (
            new()
            {
                Stack = stack,
                Manifest = manifest,
                SecretsProvider = state,
                Snapshot = snapshot,
                Uninterpreted = fields.Rest(),
            },
            secrets
        );
    }

    public static PendingOperation Operation(
        JsonElement element,
        string where,
        ResourceReader resources
    )
    {
        var fields = new JsonFields(element, where);
        var resource =
            fields.Take("resource") ?? throw new StateFormatException($"{where} has no 'resource'");
        return new(
            resources.Read(resource, where),
            OperationTypes.Parse(fields.Text("type"), where)
        );
    }

    private static CheckpointManifest Manifest(JsonFields deployment)
    {
        var fields = new JsonFields(
            deployment.Take("manifest") ?? throw new StateFormatException("it has no 'manifest'"),
            "'manifest'"
        );
        var time = fields.Text("time") is { } text ? GoText.ParseTime(text) : null;
        var magic = fields.Text("magic") ?? "";
        var manifest = new CheckpointManifest
        {
            Time = time ?? DateTimeOffset.MinValue,
            Version = fields.Text("version") ?? "",
            Uninterpreted = ImmutableSortedDictionary<string, string>.Empty,
        };
        return magic == manifest.Magic
            ? manifest with
            {
                Uninterpreted = fields.Rest(),
            }
            : throw new StateFormatException(
                $"its magic number does not belong to its version '{manifest.Version}': it was damaged or edited by hand"
            );
    }

    private ISecretsProvider Open(SecretsProviderState state)
    {
        try
        {
            return providers.Open(state);
        }
        catch (InfraException e)
        {
            throw new StateFormatException(e.Message.TrimEnd('.'), e);
        }
    }

    private static SecretsProviderState? SecretsProvider(JsonFields deployment)
    {
        if (deployment.Take("secrets_providers") is not { } element)
        {
            return null;
        }

        var fields = new JsonFields(element, "'secrets_providers'");
        var type = fields.Text("type");
        return string.IsNullOrEmpty(type)
            ? null
            : new(type, JsonFields.OneLine(fields.Take("state")?.GetRawText()));
    }
}
