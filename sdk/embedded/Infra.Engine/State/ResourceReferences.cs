using System.Collections.Immutable;
using Infra.Protocol.Naming;

namespace Infra.Engine.State;

/// <summary>The urns by which a resource refers to others.</summary>
internal static class ResourceReferences
{
    /// <summary>The resource with every urn that it refers to mapped; its own urn is kept.</summary>
    public static ResourceState Map(ResourceState state, Func<Urn, Urn> map)
    {
        ImmutableArray<Urn> All(ImmutableArray<Urn> urns) => [.. urns.Select(map)];
        return state with
        {
            Parent = state.Parent is { } parent ? map(parent) : null,
            Provider = MapProvider(state.Provider, map),
            Dependencies = All(state.Dependencies),
            // Properties that depend on nothing are left out, as the Pulumi CLI does.
            PropertyDependencies = state
                .PropertyDependencies.Where(p => !p.Value.IsDefaultOrEmpty)
                .ToImmutableSortedDictionary(p => p.Key, p => All(p.Value), StringComparer.Ordinal),
            DeletedWith = state.DeletedWith is { } owner ? map(owner) : null,
            ReplaceWith = All(state.ReplaceWith),
        };
    }

    /// <summary>The urn in a provider reference <c>URN::ID</c>; <c>null</c> when there is none.</summary>
    public static Urn? ProviderUrn(string reference)
    {
        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        return end > 0 ? Urn.TryParse(reference[..end]) : null;
    }

    private static string MapProvider(string reference, Func<Urn, Urn> map) =>
        ProviderUrn(reference) is { } urn
            ? $"{map(urn)}{reference[reference.LastIndexOf("::", StringComparison.Ordinal)..]}"
            : reference;
}
