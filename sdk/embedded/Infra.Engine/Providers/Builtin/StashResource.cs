using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Builtin;

/// <summary>A value kept as it was first given, as <c>pulumi:index:Stash</c>; a replacement takes the current value.</summary>
internal sealed class StashResource : IBuiltinResource
{
    public const string Type = "pulumi:index:Stash";
    private const string Given = "input";
    private const string Kept = "output";

    /// <inheritdoc/>
    public string Input => Given;

    /// <inheritdoc/>
    public DiffResult Diff(PropertyMap oldInputs, PropertyMap newInputs) =>
        Equals(oldInputs.Get(Given), newInputs.Get(Given))
            ? DiffResult.None
            : new() { Changes = DiffChanges.Some, ChangedKeys = [Given] };

    /// <inheritdoc/>
    public Task<PropertyMap> CreateAsync(PropertyMap inputs, CancellationToken cancellationToken) =>
        Task.FromResult(PropertyMap.Of((Given, inputs[Given]), (Kept, inputs[Given])));

    /// <inheritdoc/>
    public PropertyMap Update(PropertyMap newInputs, PropertyMap oldOutputs) =>
        oldOutputs.With(Given, newInputs[Given]);

    /// <inheritdoc/>
    public Task<PropertyMap> ReadAsync(ReadInput input, CancellationToken cancellationToken) =>
        Task.FromResult(
            input.Outputs ?? throw new ProviderException("A stash cannot be imported.")
        );
}
