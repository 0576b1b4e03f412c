using System.Collections.Immutable;
using Infra.Engine.Workspace.Configuration;
using Infra.Engine.Workspace.Yaml;
using Infra.Protocol.Naming;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace;

/// <summary>Reads the <c>config</c> of a project file.</summary>
internal static class ProjectConfigReader
{
    private static readonly string[] SpecNames =
    [
        "type",
        "description",
        "items",
        "default",
        "value",
        "secret",
    ];
    private static readonly string[] TypeNames =
    [
        "string",
        "integer",
        "boolean",
        "array",
        "object",
    ];

    /// <summary>The declared entries by full key.</summary>
    /// <param name="project">The project's name, the namespace of keys without one.</param>
    /// <param name="directory">The stacks' configuration folder, where an old project file gives it as <c>config</c>.</param>
    public static ImmutableSortedDictionary<string, ProjectConfigEntry> Read(
        YamlSource source,
        string project,
        out string? directory
    )
    {
        directory = null;
        var entries = ImmutableSortedDictionary.CreateBuilder<string, ProjectConfigEntry>(
            StringComparer.Ordinal
        );
        switch (YamlSource.Get(source.Root, "config"))
        {
            case null:
                break;
            case YamlScalarNode scalar:
                directory = scalar.Value;
                break;
            case YamlMappingNode mapping:
                foreach (var (name, key, value) in source.Entries(mapping))
                {
                    var full =
                        ConfigKey.TryParse(name, project)
                        ?? throw source.Wrong(key, $"'{name}' is not a configuration key");
                    entries[full] = ReadEntry(
                        source,
                        full,
                        value,
                        full.StartsWith($"{project}:", StringComparison.Ordinal)
                    );
                }

                break;
            case var other:
                throw source.Wrong(other, "'config' must hold names and values");
        }

        return entries.ToImmutable();
    }

    private static ProjectConfigEntry ReadEntry(
        YamlSource source,
        string key,
        YamlNode node,
        bool isOwn
    )
    {
        if (node is not YamlMappingNode spec || !IsSpec(spec, source))
        {
            var bare = YamlConfig.Read(source, node);
            return isOwn ? new() { Key = key, Default = bare } : new() { Key = key, Value = bare };
        }

        var entry = new ProjectConfigEntry
        {
            Key = key,
            // Whatever has a text has a node.
            Type = source.Text(spec, "type") is { } name
                ? ReadType(source, YamlSource.Get(spec, "type")!, name)
                : null,
            Items = source.Mapping(spec, "items") is { } items ? ReadItems(source, items) : null,
            Description = source.Text(spec, "description"),
            Default = Optional(source, spec, "default"),
            Value = Optional(source, spec, "value"),
            IsSecret = Optional(source, spec, "secret") is ConfigValue.Bool { Value: true },
        };
        return Fault(entry, isOwn) is { } fault ? throw source.Wrong(spec, fault) : entry;
    }

    private static string? Fault(ProjectConfigEntry entry, bool isOwn) =>
        entry switch
        {
            { Value: not null, Default: not null } =>
                $"'{entry.Key}' has both 'default' and 'value'; keep one",
            { Value: not null, Type: not null } =>
                $"'{entry.Key}' has a 'value' and so can have no 'type'; use 'default'",
            { Type: ConfigType.Array, Items: null } =>
                $"'{entry.Key}' is an array and must say with 'items' what of, e.g. items: {{type: string}}",
            { Type: { } type, Default: { } given }
                when !ConfigCheck.Fits(given, type, entry.Items) =>
                $"the default of '{entry.Key}' is not of type {ConfigCheck.Word(type, entry.Items)}",
            { Value: null } when !isOwn =>
                $"'{entry.Key}' is not of this project: it must give a 'value', and neither type nor default",
            _ => null,
        };

    private static bool IsSpec(YamlMappingNode mapping, YamlSource source) =>
        mapping.Children.Count == 0
        || source.Entries(mapping).All(entry => SpecNames.Contains(entry.Name));

    private static ConfigValue? Optional(YamlSource source, YamlMappingNode spec, string name) =>
        YamlSource.Get(spec, name) is { } node ? YamlConfig.Read(source, node) : null;

    private static ConfigItems ReadItems(YamlSource source, YamlMappingNode items)
    {
        var name = source.Text(items, "type") ?? throw source.Wrong(items, "'items' has no 'type'");
        return new(
            // Whatever has a text has a node.
            ReadType(source, YamlSource.Get(items, "type")!, name),
            source.Mapping(items, "items") is { } inner ? ReadItems(source, inner) : null
        );
    }

    private static ConfigType ReadType(YamlSource source, YamlNode node, string name) =>
        Array.IndexOf(TypeNames, name) is >= 0 and var index
            ? (ConfigType)index
            : throw source.Wrong(
                node,
                $"'{name}' is not a type; it must be string, integer, boolean, array or object.{(NearestName.Find(name, TypeNames) is { } near ? $" Did you mean '{near}'?" : "")}"
            );
}
