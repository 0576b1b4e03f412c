using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Functions;

/// <summary>A function that programs call; it only looks.</summary>
internal interface IFunction
{
    /// <summary>Its properties, for the schema and the check of its inputs.</summary>
    FunctionDefinition Definition { get; }

    /// <summary>What it returns.</summary>
    Task<PropertyMap> InvokeAsync(PropertyMap inputs, CancellationToken cancellationToken);
}
