using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using CheckFailure = Infra.Engine.Providers.Operations.CheckFailure;

namespace Infra.Engine.Providers;

/// <summary>The package <c>pulumi</c>, served by the engine itself. Its resources exist only in the state.</summary>
/// <remarks>
/// A <c>pulumi:pulumi:StackReference</c> has the outputs of another stack. A <c>pulumi:index:Stash</c> keeps a value as it was first given; a
/// replacement takes the current one.
/// </remarks>
/// <param name="readOutputsAsync">Reads the outputs of another stack, by the name a stack reference gives.</param>
internal sealed class BuiltinProvider(
    Func<string, CancellationToken, Task<PropertyMap>> readOutputsAsync
) : IPackageProvider
{
    public const string Package = "pulumi";
    private const string StackReference = "pulumi:pulumi:StackReference";
    private const string ReadStackOutputs = "pulumi:pulumi:readStackOutputs";
    private const string Stash = "pulumi:index:Stash";
    private const string Name = "name";
    private const string Given = "input";
    private const string Kept = "output";

    public Task<CheckResult> CheckConfigAsync(
        CheckInput input,
        CancellationToken cancellationToken
    ) => Task.FromResult(CheckResult.Passed(input.News));

    public Task<DiffResult> DiffConfigAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(DiffResult.None);

    public void Configure(Urn urn, string id, PropertyMap inputs) { }

    public Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        var name = InputOf(input.Urn);
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

    public Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(
            input.Urn.Type == Stash
                ? Equals(input.OldInputs.Get(Given), input.NewInputs.Get(Given))
                    ? DiffResult.None
                    : new() { Changes = DiffChanges.Some, ChangedKeys = [Given] }
                : Equals(input.OldInputs.Get(Name)?.Unwrap(), input.NewInputs.Get(Name)?.Unwrap())
                    ? DiffResult.None
                    : DiffResult.Replacement(Name)
        );

    public async Task<OperationResult> CreateAsync(
        CreateInput input,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Id = input.IsPreview ? "" : Guid.NewGuid().ToString(),
            Outputs =
                input.Urn.Type == Stash
                    ? PropertyMap.Of((Given, input.Inputs[Given]), (Kept, input.Inputs[Given]))
                    : await ReadOutputsAsync(input.Inputs, cancellationToken),
        };

    public Task<OperationResult> UpdateAsync(
        UpdateInput input,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            new OperationResult
            {
                Id = input.Id,
                Outputs =
                    input.Urn.Type == Stash
                        ? input.OldOutputs.With(Given, input.NewInputs[Given])
                        : input.OldOutputs,
            }
        );

    public async Task<OperationResult> ReadAsync(
        ReadInput input,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Id = input.Id,
            Inputs = input.Inputs,
            Outputs =
                InputOf(input.Urn) == Name
                    ? await ReadOutputsAsync(input.Inputs ?? PropertyMap.Empty, cancellationToken)
                    : input.Outputs ?? throw new ProviderException("A stash cannot be imported."),
        };

    public Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<InvokeResult> InvokeAsync(
        string token,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) =>
        token == ReadStackOutputs
            ? new(await ReadOutputsAsync(arguments, cancellationToken), [])
            : throw new ProviderException($"The engine knows no function {token}.");

    public Task ParameterizeAsync(
        Parameterization parameterization,
        CancellationToken cancellationToken
    ) => throw new ProviderException("The engine's own package cannot be parameterized.");

    public Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) => throw new ProviderException($"The engine knows no component {request.Type}.");

    public Task<CallResponse> CallAsync(
        CallRequest request,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) => throw new ProviderException($"The engine knows no method {request.Tok}.");

    public Task CancelAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The name of a resource's only input.</summary>
    private static string InputOf(Urn urn) =>
        urn.Type switch
        {
            StackReference => Name,
            Stash => Given,
            _ => throw new ProviderException($"The engine knows no resources of type {urn.Type}."),
        };

    private async Task<PropertyMap> ReadOutputsAsync(
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
