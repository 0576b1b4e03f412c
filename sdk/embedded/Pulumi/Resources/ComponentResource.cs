using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A group of resources under one name, namely those that have it as parent. No provider manages the group itself.</summary>
public class ComponentResource : Resource
{
    /// <summary>Registers the component.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among the resources of this type and parent.</param>
    /// <param name="options">The options. Default: none.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options, remote: false, null) { }

    /// <summary>Registers the component with inputs.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among the resources of this type and parent.</param>
    /// <param name="args">The inputs. Default: none.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <param name="remote">Whether a provider creates the resources inside.</param>
    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options = null,
        bool remote = false
    )
        : this(type, name, args, options, remote, null) { }

    /// <summary>Registers the component with inputs.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among the resources of this type and parent.</param>
    /// <param name="args">The inputs. Default: none.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <param name="remote">Whether a provider creates the resources inside.</param>
    /// <param name="registerPackageRequest">The package, if the provider serves several.</param>
    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options,
        bool remote,
        RegisterPackageRequest? registerPackageRequest = null
    )
        : base(
            new ResourceDeclaration(
                type,
                name,
                args ?? ResourceArgs.Empty,
                options ?? new ComponentResourceOptions(),
                remote,
                registerPackageRequest
            )
        ) { }

    /// <summary>Tells the engine that the component is complete. Its outputs are the properties with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs() =>
        RegisterOutputs(
            OutputProperties
                .ReadDeclared(this)
                .ToDictionary(output => output.Name, output => output.Value, StringComparer.Ordinal)
        );

    /// <summary>Tells the engine that the component is complete, and its outputs.</summary>
    /// <param name="outputs">The outputs by name. Each is a value, an input or an output.</param>
    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object})"/>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) =>
        RegisterOutputs(Output.Create(outputs));

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object})"/>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var deployment = Deployments.DeploymentContext.Required;
        deployment.Work.Track(deployment.Registrar.RegisterOutputsAsync(this, outputs));
    }
}
