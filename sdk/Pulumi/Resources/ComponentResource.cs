using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Several resources under one name: those that have it as parent. No provider knows it.</summary>
public class ComponentResource : Resource
{
    /// <summary>Registers the component.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among those of the type and parent.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options, remote: false, null) { }

    /// <summary>Registers the component with inputs.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique among those of the type and parent.</param>
    /// <param name="args">The inputs; none when <c>null</c>.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    /// <param name="remote">On: a provider makes what is inside.</param>
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
    /// <param name="name">The name, unique among those of the type and parent.</param>
    /// <param name="args">The inputs; none when <c>null</c>.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    /// <param name="remote">On: a provider makes what is inside.</param>
    /// <param name="registerPackageRequest">The package, where the provider serves several.</param>
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

    /// <summary>Tells the engine that the component is complete; its outputs are the properties with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs() =>
        RegisterOutputs(
            OutputProperties
                .ReadDeclared(this)
                .ToDictionary(output => output.Name, output => output.Value, StringComparer.Ordinal)
        );

    /// <summary>Tells the engine that the component is complete, and its outputs.</summary>
    /// <param name="outputs">The outputs by name: values, inputs, outputs.</param>
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
