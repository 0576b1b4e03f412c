namespace Infra.Cli.Graphs;

/// <summary>The reason of an edge.</summary>
internal enum GraphEdgeKind
{
    /// <summary>The resource uses an output of the other, or declares a dependency on it.</summary>
    Dependency,

    /// <summary>The other resource is the parent.</summary>
    Parent,
}
