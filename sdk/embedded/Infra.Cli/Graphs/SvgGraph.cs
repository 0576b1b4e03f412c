using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Infra.Cli.Display;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Cli.Graphs;

/// <summary>Draws a graph as SVG, with dependencies to the left of their dependents.</summary>
internal sealed class SvgGraph
{
    private const double Margin = 24;
    private const double NodeHeight = 44;
    private const double RowGap = 16;
    private const double LayerGap = 72;
    private const double Padding = 12;
    private const double LegendHeight = 36;
    private const double LegendWidth = 420;
    private const double TypeCharacter = 6.7;
    private const double NameCharacter = 8.2;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly ResourceGraph _graph;
    private readonly GraphStyle _style;
    private readonly LayeredLayout _layout;
    private readonly double[] _left;
    private readonly double[] _width;

    private SvgGraph(ResourceGraph graph, GraphStyle style)
    {
        _graph = graph with { Edges = [.. Drawn(graph)] };
        _style = style;
        _layout = new(graph.Nodes.Length, _graph.Edges, NodeHeight, RowGap);
        _width = new double[_layout.LayerCount];
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var layer = _layout[i].Layer;
            _width[layer] = Math.Max(_width[layer], WidthOf(graph.Nodes[i]));
        }

        _left = new double[_layout.LayerCount];
        for (var i = 1; i < _left.Length; i++)
        {
            _left[i] = _left[i - 1] + _width[i - 1] + LayerGap;
        }
    }

    /// <summary>Draws a graph without default providers.</summary>
    public static string Write(ResourceGraph graph, GraphStyle style) =>
        new SvgGraph(graph.Where(state => !state.Urn.IsDefaultProvider), style).Document();

    // Edges to the stack are left out, because they would hide all others.
    private static IEnumerable<GraphEdge> Drawn(ResourceGraph graph) =>
        graph
            .Edges.Where(e => e.To < e.From)
            .GroupBy(e => e.From)
            .SelectMany(edges =>
                edges.Count() == 1 ? edges : edges.Where(e => !IsOfStack(graph, e))
            );

    private static bool IsOfStack(ResourceGraph graph, GraphEdge edge) =>
        edge.Kind == GraphEdgeKind.Parent && graph.Nodes[edge.To].Type == Urn.RootStackType;

    private string Document()
    {
        var content = _left.Length == 0 ? 0 : _left[^1] + _width[^1];
        var width = Math.Max(content, LegendWidth) + 2 * Margin;
        var height = _layout.Height + LegendHeight + 2 * Margin;
        var svg = new XElement(
            Svg + "svg",
            new XAttribute("width", Text(width)),
            new XAttribute("height", Text(height)),
            new XAttribute("viewBox", $"0 0 {Text(width)} {Text(height)}"),
            new XAttribute("font-family", "sans-serif"),
            new XElement(
                Svg + "rect",
                new XAttribute("width", "100%"),
                new XAttribute("height", "100%"),
                new XAttribute("fill", "white")
            ),
            new XElement(
                Svg + "defs",
                Arrow(GraphEdgeKind.Dependency),
                Arrow(GraphEdgeKind.Parent)
            ),
            _graph.Edges.Zip(_layout.Places, Edge),
            _graph.Nodes.Select(Node),
            Legend(height - Margin - 4)
        );
        return $"{svg}\n";
    }

    private XElement Node(ResourceState state, int index)
    {
        var (layer, y) = _layout[index];
        var (x, top) = (Margin + _left[layer], Margin + y - NodeHeight / 2);
        var marks = Marks(state).ToList();
        var box = new XElement(
            Svg + "rect",
            new XAttribute("x", Text(x)),
            new XAttribute("y", Text(top)),
            new XAttribute("width", Text(_width[layer])),
            new XAttribute("height", Text(NodeHeight)),
            new XAttribute("rx", "6"),
            new XAttribute("fill", state.Custom ? "#f3f7fb" : "#f7f3ea"),
            new XAttribute("stroke", state.Custom ? "#5b7a9d" : "#a08a5b")
        );
        return new(
            Svg + "g",
            new XElement(Svg + "title", string.Join('\n', [state.Urn.Value, .. marks])),
            box,
            Label(x + Padding, top + 17, 11, "#56616d", "normal", TypeOf(state)),
            Label(
                x + Padding,
                top + 34,
                13,
                "#1d2733",
                "bold",
                marks.Count > 0 ? $"{state.Urn.Name}  [{string.Join(", ", marks)}]" : state.Urn.Name
            )
        );
    }

    private XElement Edge(GraphEdge edge, IReadOnlyList<(int Layer, double Y)> places)
    {
        var path = new StringBuilder();
        for (var i = 0; i < places.Count; i++)
        {
            var (layer, y) = (places[i].Layer, Margin + places[i].Y);
            var (left, right) = (Margin + _left[layer], Margin + _left[layer] + _width[layer]);
            // The arrowhead needs room before the node.
            var end = i == places.Count - 1 ? left - 2 : left;
            if (i > 0)
            {
                var from = Margin + _left[layer - 1] + _width[layer - 1];
                var (before, middle) = (Margin + places[i - 1].Y, (from + left) / 2);
                path.Append(
                    CultureInfo.InvariantCulture,
                    $" C {Text(middle)} {Text(before)} {Text(middle)} {Text(y)} {Text(end)} {Text(y)}"
                );
            }

            if (i < places.Count - 1)
            {
                path.Append(i == 0 ? "M " : " L ").Append($"{Text(right)} {Text(y)}");
            }
        }

        return Line(path.ToString(), edge.Kind);
    }

    private XElement Line(string path, GraphEdgeKind kind) =>
        new(
            Svg + "path",
            new XAttribute("d", path),
            new XAttribute("fill", "none"),
            new XAttribute("stroke", _style.Color(kind)),
            new XAttribute("stroke-width", "1.5"),
            kind == GraphEdgeKind.Parent ? new XAttribute("stroke-dasharray", "5 4") : null,
            new XAttribute("marker-end", $"url(#{kind})")
        );

    private XElement Arrow(GraphEdgeKind kind) =>
        new(
            Svg + "marker",
            new XAttribute("id", kind),
            new XAttribute("viewBox", "0 0 8 8"),
            new XAttribute("refX", "7"),
            new XAttribute("refY", "4"),
            new XAttribute("markerWidth", "7"),
            new XAttribute("markerHeight", "7"),
            new XAttribute("orient", "auto"),
            new XElement(
                Svg + "path",
                new XAttribute("d", "M 0 0 L 8 4 L 0 8 z"),
                new XAttribute("fill", _style.Color(kind))
            )
        );

    private IEnumerable<XElement> Legend(double y) =>
        [
            Line(
                $"M {Text(Margin)} {Text(y)} L {Text(Margin + 40)} {Text(y)}",
                GraphEdgeKind.Dependency
            ),
            Label(Margin + 48, y + 4, 11, "#56616d", "normal", "is used by"),
            Line(
                $"M {Text(Margin + 140)} {Text(y)} L {Text(Margin + 180)} {Text(y)}",
                GraphEdgeKind.Parent
            ),
            Label(
                Margin + 188,
                y + 4,
                11,
                "#56616d",
                "normal",
                "is the parent of (the stack of all)"
            ),
        ];

    private static XElement Label(
        double x,
        double y,
        int size,
        string color,
        string weight,
        string text
    ) =>
        new(
            Svg + "text",
            new XAttribute("x", Text(x)),
            new XAttribute("y", Text(y)),
            new XAttribute("font-size", size),
            new XAttribute("fill", color),
            new XAttribute("font-weight", weight),
            text
        );

    private static double WidthOf(ResourceState state)
    {
        var marks = string.Join(", ", Marks(state));
        var name = state.Urn.Name.Length + (marks.Length > 0 ? marks.Length + 4 : 0);
        return 2 * Padding + Math.Max(TypeOf(state).Length * TypeCharacter, name * NameCharacter);
    }

    private static string TypeOf(ResourceState state) => new ResourceRow(state.Urn).Type;

    private static IEnumerable<string> Marks(ResourceState state)
    {
        if (state.Protect)
        {
            yield return "protected";
        }

        if (state.External)
        {
            yield return "read only";
        }

        if (state.Taint)
        {
            yield return "tainted";
        }

        if (!state.InitErrors.IsEmpty)
        {
            yield return "unfinished";
        }
    }

    private static string Text(double number) =>
        Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
