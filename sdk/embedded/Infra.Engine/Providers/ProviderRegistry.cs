using System.Collections.Concurrent;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>Manages provider resources, and finds the running provider of each resource.</summary>
/// <remarks>
/// A provider is started when its resource is checked and configured when its step is applied. There is one running
/// provider for each provider resource, because each has its own configuration.
/// </remarks>
internal sealed class ProviderRegistry(IProviderLoader loader) : IResourceProvider, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IPackageProvider> _configured = new();
    private readonly ConcurrentDictionary<Urn, IPackageProvider> _checked = new();
    private readonly ConcurrentDictionary<string, Task<IPackageProvider>> _fromState = new();
    private readonly ConcurrentDictionary<Urn, Urn> _aliases = new();
    private readonly ConcurrentBag<IPackageProvider> _all = [];

    /// <summary>The running provider of a reference, or <c>null</c>.</summary>
    public IPackageProvider? Find(string reference) => _configured.GetValueOrDefault(reference);

    /// <summary>The running provider of a reference.</summary>
    /// <param name="dependent">What the provider is needed for, as the error names it.</param>
    /// <exception cref="ProviderException">The program never registered the provider.</exception>
    public IPackageProvider Require(string reference, string dependent) =>
        Find(reference)
        ?? throw new ProviderException(
            $"The provider {reference} of {dependent} is not registered."
        );

    /// <summary>Makes references to a provider's former urn lead to it.</summary>
    public void AddAlias(Urn urn, Urn alias) => _aliases[urn] = alias;

    /// <summary>Starts the provider that a state describes, with its stored inputs.</summary>
    public async Task<IPackageProvider> EnsureAsync(
        ResourceState provider,
        CancellationToken cancellationToken
    )
    {
        var reference = Reference(provider.Urn, provider.Id);
        if (Find(reference) is { } running)
        {
            return running;
        }

        return await _fromState.GetOrAdd(
            reference,
            _ => LoadFromStateAsync(provider, cancellationToken)
        );
    }

    /// <summary>Keeps an unchanged provider that runs already; another is configured with its stored inputs, in which it reported no change.</summary>
    public async Task SameAsync(
        Urn urn,
        string id,
        PropertyMap oldInputs,
        CancellationToken cancellationToken
    )
    {
        var isChecked = _checked.TryRemove(urn, out var candidate);
        if (Find(Reference(urn, id)) is null)
        {
            candidate ??= await LoadAsync(urn, oldInputs, cancellationToken);
            Configure(candidate, urn, id, oldInputs);
        }
        else if (isChecked)
        {
            // The check has loaded it.
            await candidate!.DisposeAsync();
        }
    }

    public async Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        var provider = await LoadAsync(input.Urn, input.News, cancellationToken);
        var result = await provider.CheckConfigAsync(
            input with
            {
                Olds = input.Olds.Configuration(),
                News = input.News.Configuration(),
            },
            cancellationToken
        );
        _checked[input.Urn] = provider;
        return result with { Inputs = ProviderInputs.Complete(input.News, result.Inputs) };
    }

    public async Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken)
    {
        var provider =
            _checked.GetValueOrDefault(input.Urn) ?? Find(Reference(input.Urn, input.Id));
        var configuration = input with
        {
            OldInputs = input.OldInputs.Configuration(),
            NewInputs = input.NewInputs.Configuration(),
        };
        var diff = provider is null
            ? null
            : await provider.DiffConfigAsync(configuration, cancellationToken);
        if (diff is { Changes: not DiffChanges.Unknown })
        {
            return diff;
        }

        var same = configuration.OldInputs.Unwrap().Equals(configuration.NewInputs.Unwrap());
        return (diff ?? DiffResult.None) with
        {
            Changes = same ? DiffChanges.None : DiffChanges.Some,
        };
    }

    public async Task<OperationResult> CreateAsync(
        CreateInput input,
        CancellationToken cancellationToken
    )
    {
        var id = input.IsPreview ? ProviderReference.UnknownId : Guid.NewGuid().ToString();
        await StartAsync(input.Urn, id, input.Inputs, cancellationToken);
        return new() { Id = id, Outputs = input.Inputs.Configuration() };
    }

    public async Task<OperationResult> UpdateAsync(
        UpdateInput input,
        CancellationToken cancellationToken
    )
    {
        await StartAsync(input.Urn, input.Id, input.NewInputs, cancellationToken);
        return new() { Id = input.Id, Outputs = input.NewInputs.Configuration() };
    }

    public async Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken)
    {
        if (_configured.TryRemove(Reference(input.Urn, input.Id), out var provider))
        {
            await provider.DisposeAsync();
        }
    }

    public Task<OperationResult> ReadAsync(ReadInput input, CancellationToken cancellationToken) =>
        throw new ProviderException(
            $"{input.Urn} is a provider: providers cannot be read or imported."
        );

    /// <summary>Asks all providers to end their running operations soon.</summary>
    public Task CancelAsync() => Task.WhenAll(_all.Select(p => p.CancelAsync()));

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_all.Select(p => p.DisposeAsync().AsTask()));

    private static string Reference(Urn urn, string id) =>
        new ProviderReference(urn, id).ToString();

    private async Task<IPackageProvider> LoadFromStateAsync(
        ResourceState state,
        CancellationToken cancellationToken
    )
    {
        var provider = await LoadAsync(state.Urn, state.Inputs, cancellationToken);
        Configure(provider, state.Urn, state.Id, state.Inputs);
        return provider;
    }

    private async Task StartAsync(
        Urn urn,
        string id,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var provider = _checked.TryRemove(urn, out var candidate)
            ? candidate
            : await LoadAsync(urn, inputs, cancellationToken);
        Configure(provider, urn, id, inputs);
    }

    private async Task<IPackageProvider> LoadAsync(
        Urn urn,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var package = ProviderInputs.Package(PackageDescriptor.NameOf(urn.Type), inputs);
        var provider = await loader.LoadAsync(package, cancellationToken);
        _all.Add(provider);
        if (package.Parameterization is { } parameterization)
        {
            await provider.ParameterizeAsync(parameterization, cancellationToken);
        }

        return provider;
    }

    private void Configure(IPackageProvider provider, Urn urn, string id, PropertyMap inputs)
    {
        provider.Configure(urn, id, inputs.Configuration());
        _configured[Reference(urn, id)] = provider;
        if (_aliases.TryGetValue(urn, out var alias))
        {
            _configured[Reference(alias, id)] = provider;
        }
    }
}
