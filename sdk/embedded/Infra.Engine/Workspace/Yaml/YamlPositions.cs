using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>Where the parts of a YAML text begin and end, which YamlDotNet's nodes tell only in part.</summary>
internal sealed class YamlPositions(string text)
{
    public static bool IsBlock(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => map.Style != MappingStyle.Flow && map.Children.Count > 0,
            YamlSequenceNode list => list.Style != SequenceStyle.Flow && list.Children.Count > 0,
            _ => false,
        };

    public static bool IsEmptyScalar(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" };

    public int ContentEnd(YamlNode node) =>
        node switch
        {
            YamlScalarNode { Style: ScalarStyle.Literal or ScalarStyle.Folded } scalar => TrimEnd(
                (int)scalar.End.Index
            ),
            YamlMappingNode map when IsBlock(map) => EntryEnd(map.Children.Last()),
            YamlSequenceNode list when IsBlock(list) => IsEmptyScalar(list.Children[^1])
                ? DashIndex(list.Children[^1]) + 1
                : ContentEnd(list.Children[^1]),
            YamlMappingNode map => FlowEnd(map, map.Children.LastOrDefault().Value),
            YamlSequenceNode list => FlowEnd(list, list.Children.LastOrDefault()),
            _ => (int)node.End.Index,
        };

    private int EntryEnd(KeyValuePair<YamlNode, YamlNode> entry) =>
        IsEmptyScalar(entry.Value)
            ? text.IndexOf(':', ContentEnd(entry.Key)) + 1
            : ContentEnd(entry.Value);

    private int TrimEnd(int end)
    {
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    public int EndOfLine(int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length
            : end > 0 && text[end - 1] == '\r' ? end - 1
            : end;
    }

    public int DashIndex(YamlNode item) =>
        text.LastIndexOf('-', Math.Max(0, (int)item.Start.Index - 1));

    public int DashColumn(YamlNode item)
    {
        var dash = DashIndex(item);
        return dash - (text.LastIndexOf('\n', dash) + 1);
    }

    public static int ColumnOf(Mark mark) => (int)mark.Column - 1;

    /// <summary>The position after a flow collection's closing bracket; YamlDotNet records only the opening one.</summary>
    private int FlowEnd(YamlNode node, YamlNode? last)
    {
        var at =
            last is null || IsEmptyScalar(last)
                ? (int)(last ?? node).Start.Index + 1
                : ContentEnd(last);
        while (text[at] is not (']' or '}'))
        {
            at = text[at] == '#' ? EndOfLine(at) : at + 1;
        }

        return at + 1;
    }
}
