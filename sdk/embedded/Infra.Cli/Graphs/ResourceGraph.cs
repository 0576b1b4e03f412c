using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Cli.Graphs;

/// <summary>The resources of a state and their dependencies, in dependency order.</summary>
/// <param name="Nodes">The resources, without old resources of unfinished replacements.</param>
/// <param name="Edges">The dependencies between the nodes.</param>
internal sealed record ResourceGraph(
    ImmutableArray<ResourceState> Nodes,
    ImmutableArray<GraphEdge> Edges
)
{
    /// <summary>The subgraph of the nodes that pass a filter.</summary>
    public ResourceGraph Where(Func<ResourceState, bool> isKept)
    {
        var kept = Enumerable.Range(0, Nodes.Length).Where(i => isKept(Nodes[i])).ToList();
        var numbers = kept.Select((old, i) => (old, i)).ToDictionary(n => n.old, n => n.i);
        return new(
            [.. kept.Select(i => Nodes[i])],
            [
                .. Edges
                    .Where(e => numbers.ContainsKey(e.From) && numbers.ContainsKey(e.To))
                    .Select(e => e with { From = numbers[e.From], To = numbers[e.To] }),
            ]
        );
    }

    public static ResourceGraph Of(Snapshot snapshot, bool withParents, bool withDependencies)
    {
        var nodes = snapshot.Resources.Where(r => !r.Delete).ToImmutableArray();
        var numbers = nodes.Select((r, i) => (r.Urn, i)).ToDictionary(n => n.Urn, n => n.i);
        var edges = ImmutableArray.CreateBuilder<GraphEdge>();
        for (var i = 0; i < nodes.Length; i++)
        {
            var dependencies = withDependencies ? nodes[i].Dependencies.Distinct() : [];
            foreach (var urn in dependencies)
            {
                Add(i, urn, GraphEdgeKind.Dependency);
            }

            if (withParents && nodes[i].Parent is { } parent)
            {
                Add(i, parent, GraphEdgeKind.Parent);
            }
        }

        return new(nodes, edges.ToImmutable());

        void Add(int from, Urn to, GraphEdgeKind kind)
        {
            if (numbers.TryGetValue(to, out var number))
            {
                edges.Add(new(from, number, kind));
            }
        }
    }
}
