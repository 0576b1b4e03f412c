using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource that a provider creates, reads, updates and deletes.</summary>
public class CustomResource : Resource
{
    /// <summary>Registers the resource.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among those of the type and parent.</param>
    /// <param name="args">The inputs; none when <c>null</c>.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null
    )
        : this(type, name, args, options, registerPackageRequest: null) { }

    /// <inheritdoc cref="CustomResource(string, string, ResourceArgs, CustomResourceOptions)"/>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among those of the type and parent.</param>
    /// <param name="args">The inputs; none when <c>null</c>.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    /// <param name="registerPackageRequest">The package, where the provider serves several.</param>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null
    )
        : base(
            new ResourceDeclaration(
                type,
                name,
                args ?? ResourceArgs.Empty,
                options ?? new CustomResourceOptions(),
                Package: registerPackageRequest
            )
        ) { }

    /// <summary>A resource of which only the URN is known, and perhaps the id.</summary>
    private protected CustomResource(string urn, Output<string> id)
        : base(urn) => Id = id;

    /// <summary>What the provider calls the resource; unknown in previews until it exists.</summary>
    [Output(OutputProperties.Id)]
    public Output<string> Id { get; private protected set; } = null!; // Set through OutputProperties.
}
