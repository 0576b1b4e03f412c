namespace Infra.Cli.Graphs;

/// <summary>The style of a graph.</summary>
internal sealed record GraphStyle
{
    public string DependencyColor { get; init; } = "#246C60";

    public string ParentColor { get; init; } = "#AA6639";

    /// <summary>Whether nodes are labeled with the name only.</summary>
    public bool ShortNames { get; init; }

    /// <summary>The user's DOT text for the start of the graph.</summary>
    public string DotFragment { get; init; } = "";

    public string Color(GraphEdgeKind kind) =>
        kind == GraphEdgeKind.Parent ? ParentColor : DependencyColor;
}
