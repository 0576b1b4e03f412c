namespace Infra.NixHost.Provider.Resources;

/// <summary>A resource type whose objects on the host can be listed.</summary>
internal interface IListingHandler : IResourceHandler
{
    /// <summary>Finds what may be such a resource, in any order. It may hold what an import then refuses.</summary>
    Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken);
}
