using System.Text;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Cli.Commands.Stacks;

/// <summary>Writes the resources of a state and their dependencies in the DOT language of Graphviz.</summary>
/// <remarks>Old resources of unfinished replacements are left out.</remarks>
internal sealed class DotGraph(Snapshot snapshot)
{
    private readonly List<ResourceState> _nodes = [.. snapshot.Resources.Where(r => !r.Delete)];

    /// <summary>The color of edges to dependencies; <c>null</c> leaves them out.</summary>
    public required string? DependencyColor { get; init; }

    /// <summary>The color of edges to parents; <c>null</c> leaves them out.</summary>
    public required string? ParentColor { get; init; }

    /// <summary>The user's DOT text for the start of the graph.</summary>
    public string? Fragment { get; init; }

    public bool ShortNames { get; init; }

    public string Write()
    {
        var dot = new StringBuilder("digraph {\n  rankdir=LR;\n  node [shape=box];\n");
        dot.Append(Fragment is null ? "" : $"  {Fragment}\n");
        foreach (var (number, node) in _nodes.Index())
        {
            var name = Escape(node.Urn.Name);
            var label = ShortNames ? name : $"{node.Type}\\n{name}";
            dot.Append($"  r{number} [label=\"{label}\"];\n");
        }

        var numbers = _nodes.Index().ToDictionary(n => n.Item.Urn, n => n.Index);
        foreach (var (from, node) in _nodes.Index())
        {
            foreach (var urn in node.Dependencies.Distinct())
            {
                Add(from, urn, DependencyColor, "");
            }

            Add(from, node.Parent, ParentColor, ", style=dashed");
        }

        return dot.Append("}\n").ToString();

        void Add(int from, Urn? urn, string? color, string style)
        {
            if (color is not null && urn is not null && numbers.TryGetValue(urn, out var to))
            {
                dot.Append($"  r{from} -> r{to} [color=\"{Escape(color)}\"{style}];\n");
            }
        }
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
}
