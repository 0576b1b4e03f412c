using System.Text;

namespace Infra.Cli.Graphs;

/// <summary>Writes a graph in the DOT language of Graphviz.</summary>
internal static class DotGraph
{
    public static string Write(ResourceGraph graph, GraphStyle style)
    {
        var dot = new StringBuilder("digraph {\n  rankdir=LR;\n  node [shape=box];\n");
        if (style.DotFragment.Length > 0)
        {
            dot.Append("  ").Append(style.DotFragment).Append('\n');
        }

        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var name = Escape(graph.Nodes[i].Urn.Name);
            var label = style.ShortNames ? name : $"{graph.Nodes[i].Type}\\n{name}";
            dot.Append($"  r{i} [label=\"{label}\"];\n");
        }

        foreach (var edge in graph.Edges)
        {
            var dashed = edge.Kind == GraphEdgeKind.Parent ? ", style=dashed" : "";
            dot.Append(
                $"  r{edge.From} -> r{edge.To} [color=\"{Escape(style.Color(edge.Kind))}\"{dashed}];\n"
            );
        }

        return dot.Append("}\n").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
}
