using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Providers;
using Infra.Protocol.Naming;

namespace Infra.Engine.Monitor;

/// <summary>What resources take over from their parents.</summary>
internal sealed class Inheritance(DefaultProviders defaults)
{
    private readonly ConcurrentDictionary<Urn, Registered> _registered = new();

    /// <summary>The goal with what it inherits, and the provider that manages the resource.</summary>
    public async Task<ResourceGoal> CompleteAsync(
        ResourceGoal goal,
        IReadOnlyDictionary<string, string> providers,
        PackageDescriptor package
    )
    {
        var parent = goal.Parent is null ? null : _registered.GetValueOrDefault(goal.Parent);
        if (parent is not null)
        {
            goal = goal with { DeletedWith = goal.DeletedWith ?? parent.Goal.DeletedWith };
        }

        if (!goal.Custom || ProviderReference.IsProviderType(goal.Type))
        {
            return goal with { Provider = "" };
        }

        var provider =
            goal.Provider.Length > 0 ? goal.Provider
            : providers.TryGetValue(package.Name, out var named) ? named
            : InheritedProvider(goal.Parent, package.Name) ?? await defaults.FindAsync(package);
        return goal with { Provider = provider };
    }

    /// <summary>Whether the parent protects what it contains.</summary>
    public ResourceGoal? ParentOf(Urn? parent) =>
        parent is null ? null : _registered.GetValueOrDefault(parent)?.Goal;

    /// <summary>Remembers a registered resource, for its children.</summary>
    public void Remember(
        Urn urn,
        ResourceGoal goal,
        IReadOnlyDictionary<string, string> providers
    ) => _registered[urn] = new(goal, providers.ToImmutableDictionary());

    /// <summary>The provider of a package that an ancestor was given, or <c>null</c>.</summary>
    public string? InheritedProvider(Urn? parent, string package)
    {
        for (
            var urn = parent;
            urn is not null && _registered.TryGetValue(urn, out var ancestor);
            urn = ancestor.Goal.Parent
        )
        {
            if (ancestor.Providers.TryGetValue(package, out var named))
            {
                return named;
            }

            // A parent's own provider serves its children of the same package, too.
            if (
                ancestor.Goal.Provider.Length > 0
                && ProviderReference.Parse(ancestor.Goal.Provider).Package == package
            )
            {
                return ancestor.Goal.Provider;
            }
        }

        return null;
    }

    private sealed record Registered(
        ResourceGoal Goal,
        ImmutableDictionary<string, string> Providers
    );
}
