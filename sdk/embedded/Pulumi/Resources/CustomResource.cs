using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource that a provider creates, reads, updates and deletes.</summary>
public class CustomResource : Resource
{
    /// <summary>Registers the resource.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among the resources of this type and parent.</param>
    /// <param name="args">The inputs. Default: none.</param>
    /// <param name="options">The options. Default: none.</param>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null
    )
        : this(type, name, args, options, registerPackageRequest: null) { }

    /// <inheritdoc cref="CustomResource(string, string, ResourceArgs, CustomResourceOptions)"/>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among the resources of this type and parent.</param>
    /// <param name="args">The inputs. Default: none.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <param name="registerPackageRequest">The package, if the provider serves several.</param>
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

    /// <summary>Creates a resource of which only the URN and perhaps the id are known.</summary>
    private protected CustomResource(string urn, Output<string> id)
        : base(urn) => Id = id;

    /// <summary>The id that the provider gave to the resource. In previews it is unknown until the resource exists.</summary>
    [Output(OutputProperties.Id)]
    public Output<string> Id { get; private protected set; } = null!; // OutputProperties sets it before the constructor's own code runs.
}
