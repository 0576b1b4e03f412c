using Infra.Engine.Deployment;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Providers;

/// <summary>The package <c>pulumi</c>, which the engine itself serves: references to the outputs of other stacks.</summary>
internal sealed class BuiltinProvider(DeploymentRequest request) : IPackageProvider
{
    public const string Package = "pulumi";
    private const string StackReference = "pulumi:pulumi:StackReference";

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
    public Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken) =>
        Task.FromResult(
            input.Urn.Type == StackReference
                ? CheckResult.Passed(input.News)
                : throw new ProviderException(
                    $"The engine knows no resources of type {input.Urn.Type}."
                )
        );

    /// <inheritdoc/>
    public Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(DiffResult.None);

    /// <inheritdoc/>
    public async Task<OperationResult> CreateAsync(
        CreateInput input,
        CancellationToken cancellationToken
    ) => await ReadStackAsync(input.Inputs, id: Guid.NewGuid().ToString(), cancellationToken);

    /// <inheritdoc/>
    public async Task<OperationResult> UpdateAsync(
        UpdateInput input,
        CancellationToken cancellationToken
    ) => await ReadStackAsync(input.NewInputs, input.Id, cancellationToken);

    /// <inheritdoc/>
    public async Task<OperationResult> ReadAsync(
        ReadInput input,
        CancellationToken cancellationToken
    ) => await ReadStackAsync(input.Inputs ?? PropertyMap.Empty, input.Id, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public Task<InvokeResult> InvokeAsync(
        string token,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) => throw new ProviderException($"The engine knows no function {token}.");

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

    private async Task<OperationResult> ReadStackAsync(
        PropertyMap inputs,
        string id,
        CancellationToken cancellationToken
    )
    {
        var name = inputs.Get("name")?.Unwrap() is PropertyValue.String text
            ? text.Value
            : throw new ProviderException("A stack reference needs the `name` of the stack.");
        var outputs = await request.ReadStackOutputsAsync(name, cancellationToken);
        PropertyValue secretNames = PropertyValue.List(
            outputs
                .Where(output => output.Value.ContainsSecrets)
                .Select(output => (PropertyValue)output.Key)
        );
        return new()
        {
            Id = id,
            Outputs = PropertyMap.Of(
                ("name", name),
                ("outputs", outputs),
                ("secretOutputNames", secretNames)
            ),
        };
    }
}
