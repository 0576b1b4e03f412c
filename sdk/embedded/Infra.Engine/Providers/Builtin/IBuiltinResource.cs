using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Builtin;

/// <summary>A resource type that the engine itself serves; its resources exist only in the state.</summary>
internal interface IBuiltinResource
{
    /// <summary>The name of its only input.</summary>
    string Input { get; }

    /// <summary>Compares the old and the new input.</summary>
    DiffResult Diff(PropertyMap oldInputs, PropertyMap newInputs);

    /// <summary>The outputs of a new resource.</summary>
    Task<PropertyMap> CreateAsync(PropertyMap inputs, CancellationToken cancellationToken);

    /// <summary>The outputs after the input has changed in place.</summary>
    PropertyMap Update(PropertyMap newInputs, PropertyMap oldOutputs);

    /// <summary>The current outputs.</summary>
    Task<PropertyMap> ReadAsync(ReadInput input, CancellationToken cancellationToken);
}
