using System.Collections.Immutable;
using Pulumi.Deployments;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// All resources of a program. A derived class creates them in its constructor, and its properties with
/// <see cref="OutputAttribute"/> are the stack's outputs. The constructor must set all of them.
/// </summary>
public class Stack : ComponentResource
{
    internal const string RootType = Infra.Protocol.Naming.Urn.RootStackType;

    /// <summary>Registers the stack.</summary>
    /// <param name="options">The options. Default: none.</param>
    public Stack(StackOptions? options = null)
        : base(RootType, DeploymentContext.Required.Settings.RootName, Convert(options))
    {
        var deployment = DeploymentContext.Required;
        deployment.Stack = this;
    }

    /// <summary>Creates a stack whose resources and outputs come from a function.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> create, StackOptions? options)
        : this(options)
    {
        Outputs = Output.Create(CreateAsync(create));
        RegisterOutputs(Outputs);
    }

    internal Output<IDictionary<string, object?>> Outputs { get; private set; } =
        Output.Create<IDictionary<string, object?>>(ImmutableDictionary<string, object?>.Empty);

    /// <summary>Registers the properties as the stack's outputs, after the constructor of the class has ended.</summary>
    internal void RegisterProperties()
    {
        var outputs = OutputProperties.ReadDeclared(this);
        Refuse(outputs.Where(output => output.Value is null), "without a value");
        Refuse(outputs.Where(output => output.Value is not IOutput), "that are no Output<T>");
        Outputs = Output.Create<IDictionary<string, object?>>(
            outputs.ToDictionary(
                output => output.Name,
                output => output.Value,
                StringComparer.Ordinal
            )
        );
        RegisterOutputs(Outputs);
    }

    private static async Task<IDictionary<string, object?>> CreateAsync(
        Func<Task<IDictionary<string, object?>>> create
    ) => await create().ConfigureAwait(false) ?? ImmutableDictionary<string, object?>.Empty;

    private void Refuse(IEnumerable<(string Name, object? Value)> outputs, string why)
    {
        var names = string.Join(", ", outputs.Select(output => output.Name));
        if (names.Length > 0)
        {
            throw new RunException(
                $"{GetType().Name} has [Output] properties {why}: {names}. Set each to an Output<T> in the constructor."
            );
        }
    }

    private static ComponentResourceOptions? Convert(StackOptions? options) =>
        options is null
            ? null
            : new()
            {
                ResourceTransformations = options.ResourceTransformations,
                ResourceTransforms = options.ResourceTransforms,
            };
}
