using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Everything one type of resource can do. Knows nothing of gRPC.</summary>
internal interface IResourceHandler
{
    /// <summary>Its properties, for schema, Check and Diff.</summary>
    ResourceDefinition Definition { get; }

    /// <summary>Checks values beyond their types; returns the inputs to store, with what the handler computed for itself.</summary>
    Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken);

    /// <summary>Decides what the changes do.</summary>
    Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken);

    /// <summary>Creates the resource, or foresees its outputs in a preview.</summary>
    Task<ResourceState> CreateAsync(ChangeCall call, CancellationToken cancellationToken);

    /// <summary>Changes the resource in place, or foresees its outputs in a preview.</summary>
    Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken);

    /// <summary>The resource as it is now, or <c>null</c> when it is gone.</summary>
    Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken);

    /// <summary>Removes the resource; nothing happens when it is gone.</summary>
    Task DeleteAsync(StateCall call, CancellationToken cancellationToken);
}
