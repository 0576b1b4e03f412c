using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Builtin;

/// <summary>A type of resources that the engine itself serves. Nothing outside of the state belongs to them.</summary>
internal interface IBuiltinResource
{
    /// <summary>The one input there is.</summary>
    string Input { get; }

    /// <summary>What a change of the input means.</summary>
    DiffResult Diff(PropertyMap oldInputs, PropertyMap newInputs);

    /// <summary>The outputs of a new resource.</summary>
    Task<PropertyMap> CreateAsync(PropertyMap inputs, CancellationToken cancellationToken);

    /// <summary>The outputs once the input changed in place.</summary>
    PropertyMap Update(PropertyMap newInputs, PropertyMap oldOutputs);

    /// <summary>The outputs now.</summary>
    Task<PropertyMap> ReadAsync(ReadInput input, CancellationToken cancellationToken);
}
