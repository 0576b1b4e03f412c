namespace Pulumi;

/// <summary>The arguments of a resource's constructor.</summary>
/// <param name="Name">The name, unique among the resources of this type and parent.</param>
/// <param name="IsRemote">Whether the resource is a component that a provider constructs.</param>
/// <param name="Package">The package, if the provider serves several.</param>
internal sealed record ResourceDeclaration(
    string Type,
    string Name,
    ResourceArgs Args,
    ResourceOptions Options,
    bool IsRemote = false,
    RegisterPackageRequest? Package = null
);
