namespace Infra.Cli.Graphs;

/// <summary>One resource needs another; both by their place among the nodes.</summary>
internal readonly record struct GraphEdge(int From, int To, GraphEdgeKind Kind);
