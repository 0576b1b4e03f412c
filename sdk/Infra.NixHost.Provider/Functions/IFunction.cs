using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Functions;

/// <summary>A function that programs call; it changes nothing.</summary>
internal interface IFunction
{
    /// <summary>The properties, for the schema and for the check of inputs.</summary>
    FunctionDefinition Definition { get; }

    /// <summary>Computes the function's outputs.</summary>
    Task<PropertyMap> InvokeAsync(PropertyMap inputs, CancellationToken cancellationToken);
}
