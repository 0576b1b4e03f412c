using System.Collections.Immutable;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using CheckFailure = Infra.Engine.Providers.Operations.CheckFailure;
using Parameterization = Infra.Engine.Providers.Parameterization;

namespace Infra.Engine.Plugins;

/// <summary>A provider that runs as a plugin.</summary>
/// <param name="isPreview">Whether values may be unknown.</param>
/// <param name="process">The process, disposed of with the provider.</param>
internal sealed class PluginProvider(
    PluginCalls calls,
    PluginConfiguration configuration,
    bool isPreview,
    IAsyncDisposable process
) : IPackageProvider, IListingProvider
{
    private readonly PluginValues _values = configuration.Values;
    private readonly OperationMessages _messages = new(configuration);
    private readonly PluginComponents _components = new(calls, configuration);
    private readonly PluginLists _lists = new(calls, configuration);

    /// <summary>The version that the plugin says it has.</summary>
    public string Version => configuration.Version;

    public Task<CheckResult> CheckConfigAsync(
        CheckInput input,
        CancellationToken cancellationToken
    ) => configuration.CheckAsync(input, cancellationToken);

    public Task<DiffResult> DiffConfigAsync(DiffInput input, CancellationToken cancellationToken) =>
        configuration.DiffAsync(input, cancellationToken);

    public void Configure(Urn urn, string id, PropertyMap inputs) =>
        configuration.Start(urn, id, inputs);

    public async Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        if (!await configuration.IsKnownAsync())
        {
            return CheckResult.Passed(input.News);
        }

        var request = _messages.Check(input);
        var answer = await LargeMessages.InTurnAsync(
            request,
            isSoon: true,
            () => calls.CallAsync((c, o) => c.CheckAsync(request, o), cancellationToken),
            cancellationToken
        );
        return new(
            _values.Read(answer.Inputs, input.News),
            [.. answer.Failures.Select(f => new CheckFailure(f.Property, f.Reason))]
        );
    }

    public async Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken)
    {
        if (!await configuration.IsKnownAsync())
        {
            return new()
            {
                Changes = DiffChanges.Some,
                Unavailable =
                    "The provider's configuration is not known yet, so what would change is not known either: an update is assumed.",
            };
        }

        var request = _messages.Diff(input);
        var answer = await LargeMessages.InTurnAsync(
            request,
            isSoon: true,
            () => calls.TryCallAsync((c, o) => c.DiffAsync(request, o), cancellationToken),
            cancellationToken
        );
        return answer is null ? new() { Changes = DiffChanges.Unknown } : DiffMessages.Read(answer);
    }

    public async Task<OperationResult> CreateAsync(
        CreateInput input,
        CancellationToken cancellationToken
    )
    {
        if (input.IsPreview && await GuessAsync(input.Inputs) is { } guess)
        {
            return new() { Id = "", Outputs = guess };
        }

        await configuration.IsKnownAsync();
        var request = _messages.Create(input);
        return await LargeMessages.InTurnAsync(
            request,
            input.IsPreview,
            () =>
                calls.CallHalfWayAsync(
                    (c, o) => c.CreateAsync(request, o),
                    answer =>
                        new()
                        {
                            Id = answer.Id,
                            Outputs = _values.Read(answer.Properties),
                            RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
                        },
                    HalfWay,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    public async Task<OperationResult> ReadAsync(
        ReadInput input,
        CancellationToken cancellationToken
    )
    {
        if (!await configuration.IsKnownAsync())
        {
            return new() { Id = input.Id, Outputs = input.Outputs ?? PropertyMap.Empty };
        }

        var request = _messages.Read(input);
        return await calls.CallHalfWayAsync(
            (c, o) => c.ReadAsync(request, o),
            answer =>
                new()
                {
                    Id = answer.Id,
                    Outputs = _values.Read(answer.Properties),
                    Inputs = answer.Inputs is null
                        ? null
                        : _values.Read(answer.Inputs, input.Inputs ?? PropertyMap.Empty),
                    RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
                },
            (failure, message) =>
                HalfWay(failure, message) with
                {
                    Inputs = failure.Inputs is null ? null : _values.Read(failure.Inputs),
                },
            cancellationToken
        );
    }

    public async Task<OperationResult> UpdateAsync(
        UpdateInput input,
        CancellationToken cancellationToken
    )
    {
        if (input.IsPreview && await GuessAsync(input.NewInputs) is { } guess)
        {
            return new() { Id = input.Id, Outputs = guess };
        }

        await configuration.IsKnownAsync();
        var request = _messages.Update(input);
        return await LargeMessages.InTurnAsync(
            request,
            input.IsPreview,
            () =>
                calls.CallHalfWayAsync(
                    (c, o) => c.UpdateAsync(request, o),
                    answer =>
                        new()
                        {
                            Id = input.Id,
                            Outputs = _values.Read(answer.Properties),
                            RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
                        },
                    HalfWay,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    public async Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken)
    {
        await configuration.IsKnownAsync();
        var request = _messages.Delete(input);
        await calls.CallAsync((c, o) => c.DeleteAsync(request, o), cancellationToken);
    }

    public async Task<InvokeResult> InvokeAsync(
        string token,
        PropertyMap arguments,
        CancellationToken cancellationToken
    )
    {
        if (!await configuration.IsKnownAsync())
        {
            return new(PropertyMap.Empty, []);
        }

        var request = new InvokeRequest
        {
            Tok = token,
            Args = _values.Inputs(arguments),
            Preview = isPreview,
        };
        var answer = await calls.CallAsync((c, o) => c.InvokeAsync(request, o), cancellationToken);
        var result = PluginValues.ReadLoosely(answer.Return);
        // A plugin without support for secrets may have put them anywhere in its answer.
        var isSecret = arguments.ContainsSecrets && !configuration.Capabilities.Secrets;
        return new(
            isSecret ? result.Select((_, value) => new PropertyValue.Secret(value)) : result,
            [.. answer.Failures.Select(f => new CheckFailure(f.Property, f.Reason))]
        );
    }

    public Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) => _components.ConstructAsync(request, inputs, cancellationToken);

    public Task<CallResponse> CallAsync(
        CallRequest request,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) => _components.CallAsync(request, arguments, cancellationToken);

    public Task ParameterizeAsync(
        Parameterization parameterization,
        CancellationToken cancellationToken
    ) => _components.ParameterizeAsync(parameterization, cancellationToken);

    public Task<string> ReadSchemaAsync(CancellationToken cancellationToken) =>
        _lists.ReadSchemaAsync(cancellationToken);

    public Task<ImmutableArray<(string Id, string Name)>> ListAsync(
        string type,
        PropertyMap query,
        CancellationToken cancellationToken
    ) => _lists.ListAsync(type, query, cancellationToken);

    public async Task CancelAsync()
    {
        try
        {
            await calls.TryCallAsync((c, o) => c.CancelAsync(new(), o), CancellationToken.None);
        }
        catch (ProviderException)
        {
            // The plugin has ended already, and its operations with it.
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    // A plugin without preview support cannot predict outputs, so the inputs stand for them.
    private async Task<PropertyMap?> GuessAsync(PropertyMap inputs) =>
        !await configuration.IsKnownAsync() ? PropertyMap.Empty
        : configuration.Capabilities.Preview ? null
        : inputs;

    private OperationResult HalfWay(ErrorResourceInitFailed failure, string message) =>
        new()
        {
            Id = failure.Id,
            Outputs = _values.Read(failure.Properties),
            InitErrors = [.. failure.Reasons],
            Failure = message,
            RefreshBeforeUpdate = failure.RefreshBeforeUpdate,
        };
}
