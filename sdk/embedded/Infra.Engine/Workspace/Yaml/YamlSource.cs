using Infra.Engine.Files;
using Infra.Protocol;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>A YAML file that is being read; every message names its path and line.</summary>
internal sealed class YamlSource
{
    private readonly string _path;

    private YamlSource(string path, YamlMappingNode root)
    {
        _path = path;
        Root = root;
    }

    /// <summary>The top of the file; empty for an empty file.</summary>
    public YamlMappingNode Root { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InfraException">It cannot be read, or is not a YAML mapping.</exception>
    public static YamlSource Load(string path) =>
        Parse(
            path,
            RegularFile.ReadText(path)
                ?? throw new InfraException($"Could not read {path}: it does not exist.")
        );

    /// <summary>Reads a text that came from a file.</summary>
    public static YamlSource Parse(string path, string text)
    {
        // JSON allows tabs where YAML does not, and only between its tokens.
        var yaml = path.EndsWith(".json", StringComparison.Ordinal)
            ? text.Replace('\t', ' ')
            : text;
        try
        {
            YamlLimits.Require(yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            var root =
                stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
            return root switch
            {
                YamlMappingNode mapping => new(path, mapping),
                YamlScalarNode { Value: null or "" } => new(path, new()),
                _ => throw new InfraException(
                    $"{path}: it must hold names and values, like 'name: example'."
                ),
            };
        }
        catch (YamlException e)
        {
            throw new InfraException(
                $"{path}:{e.Start.Line}:{e.Start.Column}: it is not valid YAML: {e.Message}",
                e
            );
        }
    }

    /// <summary>A failure at a node.</summary>
    public InfraException Wrong(YamlNode node, string message) =>
        new($"{_path}:{node.Start.Line}:{node.Start.Column}: {message}");

    /// <summary>The entry of a name, or <c>null</c>; null values count as missing.</summary>
    public static YamlNode? Get(YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(new YamlScalarNode(name), out var node)
        && !YamlScalars.IsNull(node)
            ? node
            : null;

    /// <summary>The entries of a mapping by name.</summary>
    public IEnumerable<(string Name, YamlNode Key, YamlNode Value)> Entries(
        YamlMappingNode mapping
    ) =>
        mapping.Children.Select(pair =>
            pair.Key is YamlScalarNode { Value: { } name }
                ? (name, pair.Key, pair.Value)
                : throw Wrong(pair.Key, "a name must be a text")
        );

    /// <summary>A text, or <c>null</c> when missing.</summary>
    public string? Text(YamlMappingNode mapping, string name) =>
        Find<YamlScalarNode>(mapping, name, "be a text")?.Value;

    /// <summary>A mapping, or <c>null</c> when missing.</summary>
    public YamlMappingNode? Mapping(YamlMappingNode mapping, string name) =>
        Find<YamlMappingNode>(mapping, name, "hold names and values");

    /// <summary>A list, or <c>null</c> when missing.</summary>
    public YamlSequenceNode? Sequence(YamlMappingNode mapping, string name) =>
        Find<YamlSequenceNode>(mapping, name, "be a list");

    private T? Find<T>(YamlMappingNode mapping, string name, string must)
        where T : YamlNode =>
        Get(mapping, name) switch
        {
            null => null,
            T found => found,
            var other => throw Wrong(other, $"'{name}' must {must}, not {Kind(other)}"),
        };

    /// <summary>What a node is, for messages.</summary>
    public static string Kind(YamlNode node) =>
        node switch
        {
            YamlSequenceNode => "a list",
            YamlMappingNode => "names and values",
            YamlScalarNode scalar => $"'{scalar.Value}'",
            _ => "something else",
        };
}
