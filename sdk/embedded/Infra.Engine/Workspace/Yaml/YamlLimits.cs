using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>Refuses YAML that would overflow the stack or take all memory: deep nesting, and aliases that multiply or contain themselves.</summary>
internal sealed class YamlLimits
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 100_000;
    private readonly Stack<Collection> _open = new();
    private readonly Dictionary<AnchorName, (int Nodes, int Height)> _anchors = [];
    private int _nodes;

    /// <summary>Reads a text without building anything of it.</summary>
    /// <exception cref="YamlException">It is beyond a limit, or not valid YAML.</exception>
    public static void Require(string text)
    {
        var limits = new YamlLimits();
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            if (parser.Current is { } found)
            {
                limits.Take(found);
            }
        }
    }

    private void Take(ParsingEvent found)
    {
        switch (found)
        {
            case MappingStart or SequenceStart:
                _open.Push(new(((NodeEvent)found).Anchor));
                RequireDepth(0, found);
                break;
            case MappingEnd or SequenceEnd:
                var ended = _open.Pop();
                Add(ended.Anchor, 1, ended.Nodes + 1, ended.Height + 1, found);
                break;
            case AnchorAlias alias:
                TakeAlias(alias);
                break;
            case Scalar scalar:
                Add(scalar.Anchor, 1, 1, 0, found);
                break;
        }
    }

    private void TakeAlias(AnchorAlias alias)
    {
        if (_open.Any(collection => collection.Anchor == alias.Value))
        {
            throw Wrong(
                alias,
                $"the alias '*{alias.Value}' is inside the value that it stands for"
            );
        }

        var (nodes, height) = _anchors.GetValueOrDefault(alias.Value, (1, 0));
        Add(default, nodes, nodes, height, alias);
    }

    /// <summary>Counts a node that ended: what is new in it, and all that it stands for.</summary>
    private void Add(AnchorName anchor, int added, int nodes, int height, ParsingEvent found)
    {
        _nodes += added;
        if (_nodes > MaxNodes)
        {
            throw Wrong(found, $"it has more than {MaxNodes} values, counted with its aliases");
        }

        RequireDepth(height, found);
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = (nodes, height);
        }

        if (_open.TryPeek(out var parent))
        {
            parent.Nodes += nodes;
            parent.Height = Math.Max(parent.Height, height);
        }
    }

    private void RequireDepth(int height, ParsingEvent found)
    {
        if (_open.Count + height > MaxDepth)
        {
            throw Wrong(found, $"it nests more than {MaxDepth} levels deep");
        }
    }

    private static YamlException Wrong(ParsingEvent found, string what) =>
        new(found.Start, found.End, what);

    private sealed class Collection(AnchorName anchor)
    {
        public AnchorName Anchor { get; } = anchor;

        public int Nodes { get; set; }

        public int Height { get; set; }
    }
}
