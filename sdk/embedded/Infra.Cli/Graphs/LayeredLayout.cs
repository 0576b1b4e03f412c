namespace Infra.Cli.Graphs;

/// <summary>Places nodes in layers from left to right, with short edges and few crossings.</summary>
/// <remarks>
/// The layout follows Sugiyama's method. A node's layer is its longest path, and long edges get a point in every layer.
/// The order within a layer follows the mean position of the neighbors, and positions are as close to them as the order allows.
/// </remarks>
internal sealed class LayeredLayout
{
    private const int Sweeps = 12;
    private readonly List<List<Point>> _layers = [];
    private readonly Point[] _nodes;
    private readonly double _height;
    private readonly double _gap;

    /// <summary>Computes the layout of a graph whose edges point to earlier nodes.</summary>
    public LayeredLayout(
        int nodeCount,
        IReadOnlyList<GraphEdge> edges,
        double nodeHeight,
        double gap
    )
    {
        (_height, _gap) = (nodeHeight, gap);
        _nodes = new Point[nodeCount];
        var layers = new int[nodeCount];
        var byFrom = edges.ToLookup(e => e.From);
        for (var i = 0; i < nodeCount; i++)
        {
            layers[i] = byFrom[i].Select(e => layers[e.To] + 1).DefaultIfEmpty(0).Max();
            _nodes[i] = AddPoint(layers[i], nodeHeight);
        }

        Routes = [.. edges.Select(e => Route(_nodes[e.To], _nodes[e.From]))];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            Order(isForward: sweep % 2 == 0);
        }

        foreach (var layer in _layers)
        {
            Settle(layer, [.. layer.Select(_ => 0.0)]);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            Align(isForward: sweep % 2 == 0);
        }

        MoveToOrigin();
    }

    public int LayerCount => _layers.Count;

    /// <summary>The layer and the vertical center of each node.</summary>
    public (int Layer, double Y) this[int node] => (_nodes[node].Layer, _nodes[node].Y);

    /// <summary>The points that each edge passes through, from the dependency to the dependent.</summary>
    public IReadOnlyList<IReadOnlyList<(int Layer, double Y)>> Places =>
        [.. Routes.Select(r => r.Select(p => (p.Layer, p.Y)).ToList())];

    private List<List<Point>> Routes { get; }

    private Point AddPoint(int layer, double height)
    {
        while (_layers.Count <= layer)
        {
            _layers.Add([]);
        }

        var point = new Point(layer, height) { Rank = _layers[layer].Count };
        _layers[layer].Add(point);
        return point;
    }

    private List<Point> Route(Point needed, Point user)
    {
        var route = new List<Point> { needed };
        for (var layer = needed.Layer + 1; layer < user.Layer; layer++)
        {
            route.Add(AddPoint(layer, height: 0));
        }

        route.Add(user);
        for (var i = 1; i < route.Count; i++)
        {
            route[i - 1].After.Add(route[i]);
            route[i].Before.Add(route[i - 1]);
        }

        return route;
    }

    private void Order(bool isForward)
    {
        foreach (var layer in isForward ? _layers : Enumerable.Reverse(_layers))
        {
            var keys = layer.ToDictionary(
                p => p,
                p =>
                    (isForward ? p.Before : p.After)
                        .Select(n => (double)n.Rank)
                        .DefaultIfEmpty(p.Rank)
                        .Average()
            );
            var sorted = layer.OrderBy(p => keys[p]).ToList();
            for (var i = 0; i < sorted.Count; i++)
            {
                layer[i] = sorted[i];
                sorted[i].Rank = i;
            }
        }
    }

    private void Align(bool isForward)
    {
        foreach (var layer in isForward ? _layers : Enumerable.Reverse(_layers))
        {
            Settle(
                layer,
                [
                    .. layer.Select(p =>
                        p.Before.Concat(p.After).Select(n => n.Y).DefaultIfEmpty(p.Y).Average()
                    ),
                ]
            );
        }
    }

    /// <summary>Moves the points of a layer close to their wanted positions, and keeps order and distance (isotonic regression).</summary>
    private void Settle(List<Point> layer, double[] wanted)
    {
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++)
        {
            offsets[i] = offsets[i - 1] + (layer[i - 1].Height + layer[i].Height) / 2 + _gap;
        }

        var blocks = new Stack<(double Sum, int Count)>();
        for (var i = 0; i < layer.Count; i++)
        {
            var block = (Sum: wanted[i] - offsets[i], Count: 1);
            while (
                blocks.TryPeek(out var above) && above.Sum / above.Count > block.Sum / block.Count
            )
            {
                blocks.Pop();
                block = (block.Sum + above.Sum, block.Count + above.Count);
            }

            blocks.Push(block);
        }

        var index = 0;
        foreach (var (sum, count) in blocks.Reverse())
        {
            for (var i = 0; i < count; i++, index++)
            {
                layer[index].Y = sum / count + offsets[index];
            }
        }
    }

    private void MoveToOrigin()
    {
        var points = _layers.SelectMany(l => l).ToList();
        var top = points.Count == 0 ? 0 : points.Min(p => p.Y - p.Height / 2);
        points.ForEach(p => p.Y -= top);
        Height = points.Count == 0 ? _height : points.Max(p => p.Y + p.Height / 2);
    }

    /// <summary>The total height of the graph.</summary>
    public double Height { get; private set; }

    /// <summary>A node, or the point where an edge crosses a layer.</summary>
    private sealed class Point(int layer, double height)
    {
        public int Layer => layer;

        public double Height => height;

        public int Rank { get; set; }

        public double Y { get; set; }

        public List<Point> Before { get; } = [];

        public List<Point> After { get; } = [];
    }
}
