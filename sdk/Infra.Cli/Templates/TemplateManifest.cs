using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.Templates;

/// <summary>The section <c>template</c> of a <c>Pulumi.yaml</c>, which says what <c>new</c> needs to know and does not become part of the project.</summary>
internal static class TemplateManifest
{
    public const string FileName = "Pulumi.yaml";
    private const string Section = "template";

    /// <summary>The template that some files make; throws when there is no readable <c>Pulumi.yaml</c> among them.</summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="origin">Where the files come from, for messages.</param>
    /// <param name="files">Its files.</param>
    public static Template Read(string name, string origin, ImmutableArray<TemplateFile> files)
    {
        var manifest =
            files.FirstOrDefault(f => f.Path == FileName)
            ?? throw new CommandException(
                ExitCode.Invocation,
                $"{origin} is not a template: it has no {FileName}."
            );
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
            throw new CommandException(
                ExitCode.Invocation,
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

    // Line by line, so that comments and layout of the rest stay: the section ends where the next name begins at the margin.
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
