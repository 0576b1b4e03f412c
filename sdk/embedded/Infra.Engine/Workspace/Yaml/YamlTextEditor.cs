using Infra.Engine.Workspace.Configuration;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>Changes single values of a YAML text and leaves every other character, comments above all, as it is.</summary>
internal sealed class YamlTextEditor(string path, string text)
{
    private readonly string _newLine = text.Contains("\r\n", StringComparison.Ordinal)
        ? "\r\n"
        : "\n";
    private readonly YamlPositions _positions = new(text);
    private readonly YamlSource _source = YamlSource.Parse(path, text);

    /// <summary>The text with a value set at a path; what is missing on the way is made.</summary>
    public string Set(ReadOnlySpan<ConfigStep> steps, ConfigValue value)
    {
        YamlNode parent = _source.Root;
        if (_source.Root.Children.Count == 0)
        {
            return AppendLine(Entry(steps, value, 0));
        }

        if (!YamlPositions.IsBlock(parent))
        {
            return Rewrite(ConfigTree.Set(YamlConfig.Read(_source, parent), steps, value));
        }

        for (var i = 0; ; i++)
        {
            var rest = steps[(i + 1)..];
            if (Child(parent, steps[i]) is not { } child)
            {
                return Insert(parent, steps[i], ConfigTree.Set(null, rest, value));
            }

            if (rest.IsEmpty)
            {
                return Replace(parent, child, value);
            }

            if (!YamlPositions.IsBlock(child.Value))
            {
                return Replace(
                    parent,
                    child,
                    ConfigTree.Set(YamlConfig.Read(_source, child.Value), rest, value)
                );
            }

            parent = child.Value;
        }
    }

    /// <summary>The text without what is at a path. A map or list that loses its last entry stays, empty.</summary>
    public string Remove(ReadOnlySpan<ConfigStep> steps)
    {
        YamlNode parent = _source.Root;
        if (!YamlPositions.IsBlock(parent))
        {
            return Rewrite(ConfigTree.Remove(YamlConfig.Read(_source, parent), steps));
        }

        var owner = ((YamlNode Parent, (YamlNode? Key, YamlNode Value) Child)?)null;
        for (var i = 0; ; i++)
        {
            if (Child(parent, steps[i]) is not { } child)
            {
                return text;
            }

            var rest = steps[(i + 1)..];
            if (rest.IsEmpty)
            {
                return owner is { } o && Count(parent) == 1
                    ? Replace(
                        o.Parent,
                        o.Child,
                        parent is YamlSequenceNode ? new ConfigValue.List([]) : ConfigTree.EmptyMap
                    )
                    : Cut(parent, child);
            }

            if (!YamlPositions.IsBlock(child.Value))
            {
                return Replace(
                    parent,
                    child,
                    ConfigTree.Remove(YamlConfig.Read(_source, child.Value), rest)
                );
            }

            owner = (parent, child);
            parent = child.Value;
        }
    }

    /// <summary>A file that is one map in braces has no lines to keep: it becomes plain YAML.</summary>
    private string Rewrite(ConfigValue root) =>
        root is ConfigValue.Map { Entries.IsEmpty: true } && _source.Root.Children.Count == 0
            ? text
            : string.Join(_newLine, YamlRendering.Block(root, 0)) + _newLine;

    private static int Count(YamlNode collection) =>
        collection is YamlMappingNode map
            ? map.Children.Count
            : ((YamlSequenceNode)collection).Children.Count;

    private static (YamlNode? Key, YamlNode Value)? Child(YamlNode parent, ConfigStep step)
    {
        if (parent is YamlMappingNode map && step.Name is { } name)
        {
            foreach (var (key, value) in map.Children)
            {
                if (key is YamlScalarNode scalar && scalar.Value == name)
                {
                    return (key, value);
                }
            }
        }

        return
            parent is YamlSequenceNode list && step.Name is null && step.Index < list.Children.Count
            ? (null, list.Children[step.Index])
            : null;
    }

    private string Insert(YamlNode parent, ConfigStep step, ConfigValue value)
    {
        if (!YamlPositions.IsBlock(parent))
        {
            throw new InvalidOperationException(
                "Only block collections take entries; others are replaced as a whole."
            );
        }

        var (last, column) = parent switch
        {
            YamlMappingNode map => (
                map.Children.Last().Value,
                YamlPositions.ColumnOf(map.Children.First().Key.Start)
            ),
            _ => (
                ((YamlSequenceNode)parent).Children[^1],
                _positions.DashColumn(((YamlSequenceNode)parent).Children[0])
            ),
        };
        if (parent is YamlMappingNode holder && YamlPositions.IsEmptyScalar(last))
        {
            last = holder.Children.Last().Key;
        }

        var at = _positions.EndOfLine(_positions.ContentEnd(last));
        var entry = step.Name is { } name
            ? YamlRendering.Entry(name, value, column, _newLine)
            : YamlRendering.Item(value, column, _newLine);
        return text.Insert(at, _newLine + new string(' ', column) + entry);
    }

    private string Replace(
        YamlNode parent,
        (YamlNode? Key, YamlNode Value) child,
        ConfigValue value
    )
    {
        var oldInline = !YamlPositions.IsBlock(child.Value);
        var start = (int)child.Value.Start.Index;
        var end = _positions.ContentEnd(child.Value);
        if (child.Key is null)
        {
            var indent = _positions.DashColumn(child.Value) + 2;
            start = YamlPositions.IsEmptyScalar(child.Value)
                ? _positions.DashIndex(child.Value) + 1
                : start;
            end = Math.Max(start, YamlPositions.IsEmptyScalar(child.Value) ? start : end);
            var lead = start > 0 && text[start - 1] == '-' ? " " : "";
            return Splice(
                start,
                end,
                lead + string.Join(_newLine, YamlRendering.Block(value, indent))
            );
        }

        var colon = text.IndexOf(':', _positions.ContentEnd(child.Key)) + 1;
        if (YamlPositions.IsEmptyScalar(child.Value))
        {
            (start, end) = (colon, colon);
        }

        if (YamlRendering.IsInline(value))
        {
            return oldInline && start > colon
                ? Splice(start, end, YamlRendering.Inline(value))
                : Splice(colon, end, $" {YamlRendering.Inline(value)}");
        }

        var column =
            YamlPositions.ColumnOf(((YamlMappingNode)parent).Children.First().Key.Start) + 2;
        var block = string.Join(_newLine, YamlRendering.Block(value, column));
        return Splice(colon, end, _newLine + new string(' ', column) + block);
    }

    private string Cut(YamlNode parent, (YamlNode? Key, YamlNode Value) child)
    {
        var start = child.Key is { } key ? (int)key.Start.Index : _positions.DashIndex(child.Value);
        var content = YamlPositions.IsEmptyScalar(child.Value)
            ? child.Key is { } bare
                ? text.IndexOf(':', _positions.ContentEnd(bare)) + 1
                : start + 1
            : _positions.ContentEnd(child.Value);
        var lineStart = text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
        lineStart = start == 0 ? 0 : lineStart;
        if (text.AsSpan(lineStart, start - lineStart).IsWhiteSpace())
        {
            var end = _positions.EndOfLine(content);
            end = end < text.Length ? text.IndexOf('\n', end) + 1 : end;
            return text.Remove(lineStart, end - lineStart);
        }

        // The entry shares its line with the dash of its list: what comes next moves up to it.
        var next = NextStart(parent, child.Value);
        return next < 0 ? text.Remove(start, content - start) : text.Remove(start, next - start);
    }

    private int NextStart(YamlNode parent, YamlNode value)
    {
        if (parent is YamlMappingNode map)
        {
            var following = map
                .Children.SkipWhile(p => !ReferenceEquals(p.Value, value))
                .Skip(1)
                .ToList();
            return following.Count > 0 ? (int)following[0].Key.Start.Index : -1;
        }

        var items = ((YamlSequenceNode)parent).Children;
        var index = items.IndexOf(value);
        return index + 1 < items.Count ? _positions.DashIndex(items[index + 1]) : -1;
    }

    private string Entry(ReadOnlySpan<ConfigStep> steps, ConfigValue value, int column) =>
        YamlRendering.Entry(
            // An entry of a mapping has a name.
            steps[0].Name!,
            ConfigTree.Set(null, steps[1..], value),
            column,
            _newLine
        );

    private string AppendLine(string line)
    {
        var start =
            _source.Root.Style == MappingStyle.Flow ? text[..(int)_source.Root.Start.Index] : text;
        var lead = start.Length == 0 || start.EndsWith('\n') ? start : start + _newLine;
        return lead + line + _newLine;
    }

    private string Splice(int start, int end, string replacement) =>
        string.Concat(text.AsSpan(0, start), replacement, text.AsSpan(end));
}
