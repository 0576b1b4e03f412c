namespace Infra.Cli.Graphs;

/// <summary>How a graph looks.</summary>
internal sealed record GraphStyle
{
    public string DependencyColor { get; init; } = "#246C60";

    public string ParentColor { get; init; } = "#AA6639";

    /// <summary>Nodes bear only their resource's name.</summary>
    public bool ShortNames { get; init; }

    /// <summary>Text of the user's own for the beginning of a DOT graph.</summary>
    public string DotFragment { get; init; } = "";

    public string Color(GraphEdgeKind kind) =>
        kind == GraphEdgeKind.Parent ? ParentColor : DependencyColor;
}
