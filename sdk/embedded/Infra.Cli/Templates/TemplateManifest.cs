using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.Templates;

/// <summary>The section <c>template</c> of a <c>Pulumi.yaml</c>. It tells <c>new</c> what to ask, and is not copied into the project.</summary>
internal static class TemplateManifest
{
    public const string FileName = "Pulumi.yaml";
    private const string Section = "template";

    /// <summary>Reads a template from its files. Throws when there is no readable <c>Pulumi.yaml</c> among them.</summary>
    /// <param name="name">The name of the template.</param>
    /// <param name="origin">The source of the files, for messages.</param>
    /// <param name="files">The files of the template.</param>
    public static Template Read(string name, string origin, ImmutableArray<TemplateFile> files)
    {
        var manifest =
            files.FirstOrDefault(f => f.Path == FileName)
            ?? throw CommandException.Usage($"{origin} is not a template: it has no {FileName}.");
        var text = Encoding.UTF8.GetString(manifest.Content);
        var root = Parse(text, origin);
        var template = Child(root, Section) as YamlMappingNode;
        return new()
        {
            Name = name,
            Description =
                Text(template, "description") ?? Text(root, "description") ?? "A template",
            Quickstart = Text(template, "quickstart") ?? "",
            Config = [.. Config(template)],
            Files = files.Replace(
                manifest,
                manifest with
                {
                    Content = Encoding.UTF8.GetBytes(Without(text)),
                }
            ),
        };
    }

    private static YamlMappingNode? Parse(string text, string origin)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.FirstOrDefault()?.RootNode as YamlMappingNode;
        }
        catch (YamlException e)
        {
            throw CommandException.Usage(
                $"{FileName} of the template {origin} is not valid YAML: {e.Message}",
                e
            );
        }
    }

    private static YamlNode? Child(YamlMappingNode? node, string name) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(name), out var child)
            ? child
            : null;

    private static string? Text(YamlMappingNode? node, string name) =>
        (Child(node, name) as YamlScalarNode)?.Value;

    private static IEnumerable<TemplateConfig> Config(YamlMappingNode? template)
    {
        if (Child(template, "config") is not YamlMappingNode config)
        {
            yield break;
        }

        foreach (var (key, value) in config.Children)
        {
            var entry = value as YamlMappingNode;
            yield return new(
                (key as YamlScalarNode)?.Value ?? "",
                Text(entry, "description") ?? "",
                Text(entry, "default") ?? (value as YamlScalarNode)?.Value,
                Text(entry, "secret") == "true"
            );
        }
    }

    // The text is cut by lines to keep comments and layout. The section ends at the next line without indentation.
    private static string Without(string text)
    {
        var kept = new StringBuilder();
        var isInside = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            {
                isInside = line.StartsWith($"{Section}:", StringComparison.Ordinal);
            }

            if (!isInside)
            {
                kept.Append(line).Append('\n');
            }
        }

        return kept.ToString().TrimEnd('\n') + "\n";
    }
}
