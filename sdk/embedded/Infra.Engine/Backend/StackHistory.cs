using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Files;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>The records of finished runs, each with a copy of the state at its end.</summary>
public sealed class StackHistory
{
    private const string RecordMark = ".history";
    private readonly StackFiles _files;
    private readonly PulumiEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly DurableFiles _durable = new();

    internal StackHistory(StackFiles files, PulumiEnvironment environment, TimeProvider clock)
    {
        _files = files;
        _environment = environment;
        _clock = clock;
    }

    /// <summary>Records a finished run, copies the state beside the record, and (unless switched off) into the backups.</summary>
    /// <remarks>It is called after the run's writer was closed, also for failed runs, and while the lock is held. Previews are not recorded.</remarks>
    public Task AppendAsync(
        StackReference stack,
        UpdateRecord record,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stamp = UnixNanoseconds.Of(_clock.GetUtcNow());
        var prefix = Path.Combine(_files.HistoryDirectory(stack), $"{stack.Name}-{stamp}");
        var extension = CompressedFiles.Extension(_files.Compression);
        _durable.Replace(
            $"{prefix}{RecordMark}{extension}",
            CompressedFiles.Compress(Write(record), _files.Compression).Span
        );
        var checkpoint = _files.Checkpoint(stack);
        var found = Path.GetFileName(checkpoint)[stack.Name.Length..];
        Copy(checkpoint, $"{prefix}.checkpoint{found}");
        if (
            !_environment.IsOn("PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS")
            && !_environment.IsOn("PULUMI_DISABLE_CHECKPOINT_BACKUPS")
        )
        {
            Copy(
                checkpoint,
                Path.Combine(_files.BackupDirectory(stack), $"{stack.Name}.{stamp}{found}")
            );
        }

        return Task.CompletedTask;
    }

    /// <summary>The records of a stack, newest first.</summary>
    /// <param name="pageSize">How many at most; 0 for all.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <exception cref="InfraException">A record is malformed.</exception>
    public Task<ImmutableArray<UpdateRecord>> ListAsync(
        StackReference stack,
        int pageSize,
        int page,
        CancellationToken cancellationToken
    )
    {
        var directory = _files.HistoryDirectory(stack);
        var paths = Directory.Exists(directory)
            ? Directory
                .EnumerateFiles(directory)
                .Where(path =>
                    CompressedFiles.NameOf(path) is { } name
                    && name.EndsWith(RecordMark, StringComparison.Ordinal)
                )
                .OrderDescending(StringComparer.Ordinal)
                .ToList()
            : [];
        var records = ImmutableArray.CreateBuilder<UpdateRecord>();
        var start = pageSize > 0 ? (Math.Max(page, 1) - 1) * pageSize : 0;
        var end = pageSize > 0 ? Math.Min(start + pageSize, paths.Count) : paths.Count;
        for (var i = start; i < end; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RegularFile.ReadBytes(paths[i]) is { } content)
            {
                records.Add(Read(content, paths[i]));
            }
        }

        return Task.FromResult(records.ToImmutable());
    }

    private void Copy(string checkpoint, string path) =>
        RegularFile.Read(
            checkpoint,
            content =>
            {
                _durable.Copy(content, path);
                return true;
            }
        );

    private static byte[] Write(UpdateRecord record)
    {
        var config = new JsonObject();
        foreach (var (key, value) in record.Config)
        {
            config[key] = JsonNode.Parse(ConfigText.ToJson(value));
        }

        return JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["kind"] = record.Kind,
                ["startTime"] = record.StartTime.ToUnixTimeSeconds(),
                ["message"] = record.Message,
                ["environment"] = ToNode(record.Environment),
                ["config"] = config,
                ["version"] = 0,
                ["result"] = record.Result,
                ["endTime"] = record.EndTime.ToUnixTimeSeconds(),
                ["resourceChanges"] = ToNode(record.ResourceChanges),
            }
        );
    }

    private static JsonNode? ToNode<T>(ImmutableSortedDictionary<string, T> values) =>
        JsonSerializer.SerializeToNode(values.ToDictionary());

    private static UpdateRecord Read(byte[] content, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(CompressedFiles.Decompress(content));
            var root = document.RootElement;
            return new()
            {
                Kind = root.GetProperty("kind").GetString() ?? "",
                StartTime = DateTimeOffset.FromUnixTimeSeconds(
                    root.GetProperty("startTime").GetInt64()
                ),
                EndTime = DateTimeOffset.FromUnixTimeSeconds(
                    root.GetProperty("endTime").GetInt64()
                ),
                Message = root.GetProperty("message").GetString() ?? "",
                Result = root.GetProperty("result").GetString() ?? "",
                Environment = Entries(root, "environment", value => value.GetString() ?? ""),
                Config = Entries(root, "config", ConfigText.FromJson),
                ResourceChanges = Entries(root, "resourceChanges", value => value.GetInt32()),
            };
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidDataException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or FormatException
                        or ArgumentOutOfRangeException
            )
        {
            throw new InfraException(
                $"The history record {path} is damaged: {e.Message} Remove it to see the others.",
                e
            );
        }
    }

    private static ImmutableSortedDictionary<string, T> Entries<T>(
        JsonElement root,
        string name,
        Func<JsonElement, T> read
    ) =>
        root.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Object
            ? values
                .EnumerateObject()
                .ToImmutableSortedDictionary(
                    v => v.Name,
                    v => read(v.Value),
                    StringComparer.Ordinal
                )
            : ImmutableSortedDictionary<string, T>.Empty;
}
