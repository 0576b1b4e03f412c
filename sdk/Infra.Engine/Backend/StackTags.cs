using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.State.Files;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>The tags of stacks: names and texts that mean something to their users only.</summary>
public sealed class StackTags
{
    private readonly StackFiles _files;
    private readonly DurableFiles _durable = new();

    internal StackTags(StackFiles files) => _files = files;

    /// <summary>All tags of a stack by name.</summary>
    /// <exception cref="InfraException">The file of tags is malformed.</exception>
    public async Task<ImmutableSortedDictionary<string, string>> LoadAsync(
        StackReference stack,
        CancellationToken cancellationToken
    )
    {
        var path = _files.Tags(stack);
        if (!File.Exists(path))
        {
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        var content = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return (JsonNode.Parse(content)?["tags"] as JsonObject ?? [])
                .Where(tag => tag.Value is JsonValue)
                .ToImmutableSortedDictionary(
                    tag => tag.Key,
                    tag => tag.Value!.ToString(),
                    StringComparer.Ordinal
                );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InfraException($"{path} is not a valid file of tags: {e.Message}", e);
        }
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
