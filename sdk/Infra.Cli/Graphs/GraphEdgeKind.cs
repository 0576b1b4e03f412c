namespace Infra.Cli.Graphs;

/// <summary>Why a resource needs another.</summary>
internal enum GraphEdgeKind
{
    /// <summary>It uses the other's outputs, or says that it depends on it.</summary>
    Dependency,

    /// <summary>The other is its parent.</summary>
    Parent,
}
