namespace Infra.Cli.Graphs;

/// <summary>One resource needs another; both by their place among the nodes.</summary>
internal sealed record GraphEdge(int From, int To, GraphEdgeKind Kind);
