using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The operations of one resource type, independent of gRPC.</summary>
internal interface IResourceHandler
{
    /// <summary>The properties of the type, for schema, Check and Diff.</summary>
    ResourceDefinition Definition { get; }

    /// <summary>Checks values beyond their types; returns the inputs to store, including internal ones.</summary>
    Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken);

    /// <summary>Decides the impact of the changes.</summary>
    Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken);

    /// <summary>Creates the resource, or predicts its outputs in a preview.</summary>
    Task<ResourceState> CreateAsync(ChangeCall call, CancellationToken cancellationToken);

    /// <summary>Changes the resource in place, or predicts its outputs in a preview.</summary>
    Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken);

    /// <summary>Finds the object that the id of a state names, with its owner; <c>null</c> when there is none.</summary>
    Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken);

    /// <summary>Reads the resource as it is now; <c>null</c> when it no longer exists.</summary>
    Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken);

    /// <summary>Finds what on the host may be such a resource, in any order. It may hold what an import then refuses.</summary>
    Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Deletes the resource; does nothing when it no longer exists.</summary>
    Task DeleteAsync(StateCall call, CancellationToken cancellationToken);
}
