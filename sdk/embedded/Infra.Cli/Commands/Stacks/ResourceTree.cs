using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Stacks;

/// <summary>The resources of a state as a tree by parent.</summary>
internal sealed class ResourceTree
{
    private readonly ILookup<string, ResourceState> _children;
    private readonly List<(string Type, string Below, ResourceState State)> _rows = [];

    public ResourceTree(ImmutableArray<ResourceState> resources)
    {
        var known = resources.Select(r => r.Urn.Value).ToHashSet();
        // The old resource of a replacement has the same URN as the new one. Children belong to the new one.
        _children = resources
            .Where(r => r.Parent is not null && known.Contains(r.Parent.Value))
            // Only children are left.
            .ToLookup(r => r.Parent!.Value, StringComparer.Ordinal);
        foreach (
            var root in resources.Where(r => r.Parent is null || !known.Contains(r.Parent.Value))
        )
        {
            Collect(root, "", "");
        }
    }

    /// <summary>The rows: the indented type, the prefix for lines below the row, and the state.</summary>
    public IReadOnlyList<(string Type, string Below, ResourceState State)> Rows => _rows;

    private void Collect(ResourceState state, string own, string below)
    {
        var children = state.Delete ? [] : _children[state.Urn.Value].ToList();
        _rows.Add(
            (
                own + new ResourceRow(state.Urn).Type,
                below + (children.Count > 0 ? "│  " : "   "),
                state
            )
        );
        for (var i = 0; i < children.Count; i++)
        {
            var isLast = i == children.Count - 1;
            Collect(
                children[i],
                below + (isLast ? "└─ " : "├─ "),
                below + (isLast ? "   " : "│  ")
            );
        }
    }
}
