using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Finds the resources that a dependent waits for.</summary>
internal static class DependencyGraph
{
    /// <summary>
    /// Returns the sorted URNs of resources. A local component counts as the resources inside it and inside its inner
    /// components, but not as the children of its custom resources.
    /// </summary>
    /// <param name="resources">The resources depended on.</param>
    /// <param name="dependent">The dependent, if it is a resource. It does not wait for the component that contains it.</param>
    public static async Task<ImmutableSortedSet<string>> UrnsAsync(
        IEnumerable<Resource> resources,
        Resource? dependent = null
    )
    {
        var urns = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var resource in Expand(resources, dependent))
        {
            var urn = await resource.Urn.State.ConfigureAwait(false);
            if (urn.IsKnown && !string.IsNullOrEmpty(urn.Value))
            {
                urns.Add(urn.Value);
            }
        }

        return urns.ToImmutable();
    }

    public static HashSet<Resource> Expand(
        IEnumerable<Resource> resources,
        Resource? dependent = null
    )
    {
        var (seen, behind) = (Around(dependent), new HashSet<Resource>());
        var open = new Stack<Resource>(resources);
        while (open.TryPop(out var resource))
        {
            if (!seen.Add(resource))
            {
                continue;
            }

            if (resource is CustomResource || resource.IsRemote)
            {
                behind.Add(resource);
                continue;
            }

            foreach (var child in resource.Children())
            {
                open.Push(child);
            }
        }

        return behind;
    }

    private static HashSet<Resource> Around(Resource? dependent)
    {
        var around = new HashSet<Resource>();
        for (var resource = dependent; resource is not null; resource = resource.Parent)
        {
            // A custom parent is created before its children, so waiting for it cannot deadlock.
            if (resource == dependent || resource is ComponentResource)
            {
                around.Add(resource);
            }
        }

        return around;
    }
}
