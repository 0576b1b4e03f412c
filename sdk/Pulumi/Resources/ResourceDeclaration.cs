namespace Pulumi;

/// <summary>What a resource's constructor says of it.</summary>
/// <param name="Type">The type's token.</param>
/// <param name="Name">The name, unique among those of the type and parent.</param>
/// <param name="Args">The inputs.</param>
/// <param name="Options">The options.</param>
/// <param name="IsRemote">A component that a provider constructs.</param>
/// <param name="Package">The package, where the provider serves several.</param>
internal sealed record ResourceDeclaration(
    string Type,
    string Name,
    ResourceArgs Args,
    ResourceOptions Options,
    bool IsRemote = false,
    RegisterPackageRequest? Package = null
);
