using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Resources;

/// <summary>The dependencies of a resource.</summary>
internal static class ResourceDependencies
{
    /// <summary>All dependencies except provider and parent: explicit, by property, deletedWith and replaceWith; may repeat.</summary>
    public static IEnumerable<Urn> References(this ResourceState state)
    {
        foreach (var urn in state.Dependencies)
        {
            yield return urn;
        }

        foreach (var urn in state.PropertyDependencies.Values.SelectMany(urns => urns))
        {
            yield return urn;
        }

        if (state.DeletedWith is { } deletedWith)
        {
            yield return deletedWith;
        }

        foreach (var urn in state.ReplaceWith)
        {
            yield return urn;
        }
    }

    /// <summary>The provider's urn, or <c>null</c> for a resource without a provider.</summary>
    public static Urn? ProviderUrn(this ResourceState state) =>
        state.Provider.Length == 0 ? null : ProviderReference.Parse(state.Provider).Urn;

    /// <summary>All dependencies except the parent.</summary>
    public static IEnumerable<Urn> ReferencesAndProvider(this ResourceState state) =>
        state.ProviderUrn() is { } provider
            ? state.References().Append(provider)
            : state.References();

    public static IEnumerable<Urn> All(this ResourceState state) =>
        state.Parent is { } parent
            ? state.ReferencesAndProvider().Append(parent)
            : state.ReferencesAndProvider();
}
