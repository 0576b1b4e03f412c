using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>The tags of stacks: names and texts that only their users interpret.</summary>
public sealed class StackTags
{
    private readonly StackFiles _files;
    private readonly DurableFiles _durable = new();

    internal StackTags(StackFiles files) => _files = files;

    /// <summary>All tags of a stack by name.</summary>
    /// <exception cref="InfraException">The file of tags is malformed.</exception>
    public Task<ImmutableSortedDictionary<string, string>> LoadAsync(
        StackReference stack,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var content = JsonObjectFile.Load(
            _files.Tags(stack),
            "Fix it, or remove it to set the tags again."
        );
        return Task.FromResult(
            (content["tags"] as JsonObject ?? [])
                .Where(tag => tag.Value is JsonValue)
                .ToImmutableSortedDictionary(
                    tag => tag.Key,
                    tag => tag.Value?.ToString() ?? "",
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>Replaces all tags of a stack.</summary>
    public void Save(StackReference stack, IReadOnlyDictionary<string, string> tags)
    {
        var path = _files.Tags(stack);
        var content = new
        {
            version = 1,
            tags = tags.OrderBy(t => t.Key, StringComparer.Ordinal).ToDictionary(),
        };
        _durable.Replace(path, JsonSerializer.SerializeToUtf8Bytes(content));
        DurableFiles.Remove($"{path}.attrs");
    }
}
