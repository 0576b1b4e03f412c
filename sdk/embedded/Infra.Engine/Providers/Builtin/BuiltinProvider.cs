using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using CheckFailure = Infra.Engine.Providers.Operations.CheckFailure;
using Parameterization = Infra.Engine.Providers.Parameterization;

namespace Infra.Engine.Providers.Builtin;

/// <summary>The package <c>pulumi</c>, served by the engine itself: stack references and stashes.</summary>
/// <param name="readOutputsAsync">Reads the outputs of another stack, by the name a stack reference gives.</param>
internal sealed class BuiltinProvider(
    Func<string, CancellationToken, Task<PropertyMap>> readOutputsAsync
) : IPackageProvider
{
    public const string Package = "pulumi";
    private const string ReadStackOutputs = "pulumi:pulumi:readStackOutputs";
    private readonly StackReferenceResource _stackReference = new(readOutputsAsync);
    private readonly StashResource _stash = new();

    /// <inheritdoc/>
    public Task<CheckResult> CheckConfigAsync(
        CheckInput input,
        CancellationToken cancellationToken
    ) => Task.FromResult(CheckResult.Passed(input.News));

    /// <inheritdoc/>
    public Task<DiffResult> DiffConfigAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(DiffResult.None);

    /// <inheritdoc/>
    public void Configure(Urn urn, string id, PropertyMap inputs) { }

    /// <inheritdoc/>
    public Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        var name = Resource(input.Urn).Input;
        IEnumerable<CheckFailure> failures =
        [
            .. input
                .News.Keys.Where(key => key != name)
                .Select(key => new CheckFailure(key, "there is no such input")),
            .. input.News.ContainsKey(name)
                ? []
                : new[] { new CheckFailure(name, "it is required") },
        ];
        return Task.FromResult(new CheckResult(input.News, [.. failures]));
    }

    /// <inheritdoc/>
    public Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(Resource(input.Urn).Diff(input.OldInputs, input.NewInputs));

    /// <inheritdoc/>
    public async Task<OperationResult> CreateAsync(
        CreateInput input,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Id = input.IsPreview ? "" : Guid.NewGuid().ToString(),
            Outputs = await Resource(input.Urn).CreateAsync(input.Inputs, cancellationToken),
        };

    /// <inheritdoc/>
    public Task<OperationResult> UpdateAsync(
        UpdateInput input,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            new OperationResult
            {
                Id = input.Id,
                Outputs = Resource(input.Urn).Update(input.NewInputs, input.OldOutputs),
            }
        );

    /// <inheritdoc/>
    public async Task<OperationResult> ReadAsync(
        ReadInput input,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Id = input.Id,
            Inputs = input.Inputs,
            Outputs = await Resource(input.Urn).ReadAsync(input, cancellationToken),
        };

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<InvokeResult> InvokeAsync(
        string token,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) =>
        token == ReadStackOutputs
            ? new(await _stackReference.ReadOutputsAsync(arguments, cancellationToken), [])
            : throw new ProviderException($"The engine knows no function {token}.");

    /// <inheritdoc/>
    public Task ParameterizeAsync(
        Parameterization parameterization,
        CancellationToken cancellationToken
    ) => throw new ProviderException("The engine's own package cannot be parameterized.");

    /// <inheritdoc/>
    public Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) => throw new ProviderException($"The engine knows no component {request.Type}.");

    /// <inheritdoc/>
    public Task<CallResponse> CallAsync(
        CallRequest request,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) => throw new ProviderException($"The engine knows no method {request.Tok}.");

    /// <inheritdoc/>
    public Task CancelAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IBuiltinResource Resource(Urn urn) =>
        urn.Type switch
        {
            StackReferenceResource.Type => _stackReference,
            StashResource.Type => _stash,
            _ => throw new ProviderException($"The engine knows no resources of type {urn.Type}."),
        };
}
