namespace Infra.Cli.Graphs;

/// <summary>An edge between two nodes, given by their indexes.</summary>
internal sealed record GraphEdge(int From, int To, GraphEdgeKind Kind);
