using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Backend;
using Infra.Engine.Deployment;
using Infra.Engine.Files;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Imports;

/// <summary>A file of resources to import, in Pulumi's format. Resources refer to each other by name.</summary>
internal sealed class ImportFile
{
    private const string Placeholder = "<PLACEHOLDER>";
    private readonly string _path;
    private readonly StackReference _stack;
    private readonly bool _protect;
    private readonly Dictionary<string, string> _table = new();
    private readonly Dictionary<string, JsonElement> _entries = new();

    private ImportFile(string path, StackReference stack, bool protect, JsonElement root)
    {
        (_path, _stack, _protect) = (path, stack, protect);
        if (root.TryGetProperty("nameTable", out var table))
        {
            foreach (var entry in table.EnumerateObject())
            {
                _table[entry.Name] = entry.Value.GetString() ?? "";
            }
        }

        if (!root.TryGetProperty("resources", out var resources))
        {
            throw Wrong("it has no 'resources'");
        }

        foreach (var entry in resources.EnumerateArray())
        {
            var name = Text(entry, "name");
            if (name.Length == 0 || Text(entry, "type").Length == 0)
            {
                throw Wrong($"a resource has no 'type' or no 'name': {entry.GetRawText()}");
            }

            if (!_entries.TryAdd(name, entry))
            {
                throw Wrong($"the name '{name}' is used twice; set 'logicalName' on one of them");
            }
        }
    }

    /// <summary>Reads the resources of a file.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="stack">The stack that the resources are imported into.</param>
    /// <param name="protect">Whether the imported resources are protected.</param>
    public static ImmutableArray<ImportSpec> Read(string path, StackReference stack, bool protect)
    {
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadBytes(path) ?? []);
            var file = new ImportFile(path, stack, protect, document.RootElement);
            return [.. file._entries.Values.Select(file.Spec)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CommandException.Usage(
                $"{path} is not a list of resources to import: {e.Message}",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"Could not read {path}: {e.Message}", e);
        }
    }

    private ImportSpec Spec(JsonElement entry)
    {
        var (name, id) = (Text(entry, "name"), Text(entry, "id"));
        var isComponent = IsTrue(entry, "component");
        var isProvider = Urn.IsProviderType(Text(entry, "type"));
        if (id == Placeholder || (id.Length == 0 && !isComponent && !isProvider))
        {
            throw Wrong($"'{name}' has no id; add it");
        }

        return new()
        {
            Type = Text(entry, "type"),
            Name = NameOf(entry),
            Id = id,
            Parent = Reference(entry, "parent"),
            Provider = Reference(entry, "provider"),
            Version = Text(entry, "version"),
            PluginDownloadUrl = Text(entry, "pluginDownloadUrl"),
            Protect = _protect,
            IsComponent = isComponent,
            Properties = entry.TryGetProperty("properties", out var properties)
                ? [.. properties.EnumerateArray().Select(p => p.GetString() ?? "")]
                : [],
            Inputs = entry.TryGetProperty("inputs", out var inputs)
                ? JsonValues.Map(inputs)
                : PropertyMap.Empty,
        };
    }

    private string Reference(JsonElement entry, string field)
    {
        var name = Text(entry, field);
        return name.Length == 0 ? ""
            : _table.TryGetValue(name, out var urn) ? urn
            : _entries.TryGetValue(name, out var other) ? UrnOf(other, depth: 0).Value
            : throw Wrong(
                $"the {field} '{name}' of '{Text(entry, "name")}' is neither in 'nameTable' nor a resource of the file"
            );
    }

    private Urn UrnOf(JsonElement entry, int depth)
    {
        if (depth > _entries.Count)
        {
            throw Wrong($"'{Text(entry, "name")}' is its own parent");
        }

        var parent = Text(entry, "parent");
        var above =
            parent.Length == 0 ? null
            : _table.TryGetValue(parent, out var urn) ? Urn.Parse(urn)
            : _entries.TryGetValue(parent, out var other) ? UrnOf(other, depth + 1)
            : null;
        return Urn.Create(_stack.Name, _stack.Project, above, Text(entry, "type"), NameOf(entry));
    }

    private static string NameOf(JsonElement entry) =>
        Text(entry, "logicalName") is { Length: > 0 } logical ? logical : Text(entry, "name");

    private static string Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static bool IsTrue(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.GetBoolean();

    private CommandException Wrong(string why) =>
        CommandException.Usage($"{_path} cannot be imported: {why}. Nothing was changed.");
}
