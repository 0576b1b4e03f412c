using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Gives a handler the outputs that it wrote, and users all outputs of the definition.</summary>
/// <param name="handler">The handler.</param>
internal sealed class CompletedHandler(IResourceHandler handler) : IResourceHandler
{
    /// <inheritdoc/>
    public ResourceDefinition Definition => handler.Definition;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        handler.CheckAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken) =>
        handler.DiffAsync(call with { OldOutputs = Own(call.OldOutputs) }, cancellationToken);

    /// <inheritdoc/>
    public Task<ResourceState> CreateAsync(ChangeCall call, CancellationToken cancellationToken) =>
        CompleteAsync(async () =>
            Complete(await handler.CreateAsync(WithOwn(call), cancellationToken))
        );

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken) =>
        CompleteAsync(async () =>
            Complete(call.News, await handler.UpdateAsync(WithOwn(call), cancellationToken))
        );

    /// <inheritdoc/>
    public Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken) =>
        handler.FindAsync(WithOwn(call), cancellationToken);

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(
        StateCall call,
        CancellationToken cancellationToken
    ) =>
        await handler.ReadAsync(WithOwn(call), cancellationToken) is { } found
            ? Complete(found)
            : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        handler.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(StateCall call, CancellationToken cancellationToken) =>
        handler.DeleteAsync(WithOwn(call), cancellationToken);

    private async Task<T> CompleteAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (InitFailedException e)
        {
            throw new InitFailedException(Complete(e.State), e.Reasons, e.InnerException);
        }
    }

    private ResourceState Complete(ResourceState state) =>
        state with
        {
            Outputs = Complete(state.Inputs, state.Outputs),
        };

    private PropertyMap Complete(PropertyMap inputs, PropertyMap outputs) =>
        ResourceOutputs.Complete(Definition, inputs, outputs);

    private PropertyMap Own(PropertyMap outputs) => ResourceOutputs.Own(Definition, outputs);

    private ChangeCall WithOwn(ChangeCall call) => call with { OldOutputs = Own(call.OldOutputs) };

    private StateCall WithOwn(StateCall call) => call with { Outputs = Own(call.Outputs) };
}
