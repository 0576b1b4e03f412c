using System.Collections.Immutable;

namespace Pulumi.Deployments;

/// <summary>Which resources one waits for that depends on some.</summary>
internal static class DependencyGraph
{
    /// <summary>
    /// The URNs of the resources that stand behind others, sorted: a local component stands for what is in it, through components
    /// in components, but not for what hangs on its custom resources.
    /// </summary>
    /// <param name="resources">The resources depended on.</param>
    /// <param name="dependent">Who depends on them, if it is a resource: it cannot wait for the component it is in.</param>
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
            // A custom parent exists before its children, so one can wait for it.
            if (resource == dependent || resource is ComponentResource)
            {
                around.Add(resource);
            }
        }

        return around;
    }
}
