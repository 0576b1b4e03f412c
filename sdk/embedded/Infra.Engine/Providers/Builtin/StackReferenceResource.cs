using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Builtin;

/// <summary>The outputs of another stack, as <c>pulumi:pulumi:StackReference</c>.</summary>
/// <param name="readOutputsAsync">Reads the outputs of a stack by its name.</param>
internal sealed class StackReferenceResource(
    Func<string, CancellationToken, Task<PropertyMap>> readOutputsAsync
) : IBuiltinResource
{
    public const string Type = "pulumi:pulumi:StackReference";
    private const string Name = "name";

    /// <inheritdoc/>
    public string Input => Name;

    /// <inheritdoc/>
    public DiffResult Diff(PropertyMap oldInputs, PropertyMap newInputs) =>
        Equals(oldInputs.Get(Name)?.Unwrap(), newInputs.Get(Name)?.Unwrap())
            ? DiffResult.None
            : DiffResult.Replacement(Name);

    /// <inheritdoc/>
    public Task<PropertyMap> CreateAsync(PropertyMap inputs, CancellationToken cancellationToken) =>
        ReadOutputsAsync(inputs, cancellationToken);

    /// <inheritdoc/>
    public PropertyMap Update(PropertyMap newInputs, PropertyMap oldOutputs) => oldOutputs;

    /// <inheritdoc/>
    public Task<PropertyMap> ReadAsync(ReadInput input, CancellationToken cancellationToken) =>
        ReadOutputsAsync(input.Inputs ?? PropertyMap.Empty, cancellationToken);

    /// <summary>The outputs of the stack that the inputs name.</summary>
    public async Task<PropertyMap> ReadOutputsAsync(
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var name = inputs.Get(Name)?.Unwrap() switch
        {
            PropertyValue.String text => text.Value,
            PropertyValue.Computed => throw new ProviderException(
                "The name of the stack is not known yet."
            ),
            _ => throw new ProviderException("A stack reference needs the `name` of the stack."),
        };
        var outputs = await readOutputsAsync(name, cancellationToken);
        PropertyValue secretNames = PropertyValue.List(
            outputs
                .Where(output => output.Value.ContainsSecrets)
                .Select(output => (PropertyValue)output.Key)
        );
        return PropertyMap.Of(
            (Name, name),
            ("outputs", outputs),
            ("secretOutputNames", secretNames)
        );
    }
}
