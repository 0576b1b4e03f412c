using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Components;

/// <summary>A component of the package: resources that belong together under one name.</summary>
internal interface IComponent
{
    /// <summary>Its properties, for the schema and the check of its inputs.</summary>
    ResourceDefinition Definition { get; }

    /// <summary>Adds what only several inputs together can have wrong, or what must be known at once.</summary>
    void Check(PropertyMap inputs, CheckFailures failures);

    /// <summary>Registers the resources inside, and returns the component's outputs.</summary>
    Task<PropertyMap> BuildAsync(
        ComponentScope scope,
        PropertyMap inputs,
        CancellationToken cancellationToken
    );
}
