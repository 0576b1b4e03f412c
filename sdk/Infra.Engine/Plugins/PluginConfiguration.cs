using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using CheckFailure = Infra.Engine.Providers.Operations.CheckFailure;

namespace Infra.Engine.Plugins;

/// <summary>Makes a plugin ready: the handshake, the check and the diff of its configuration, and configuring it.</summary>
internal sealed class PluginConfiguration(PluginCalls calls, string package, bool isPreview)
{
    private static readonly PluginCapabilities NoCapabilities = new(
        false,
        false,
        false,
        false,
        false
    );

    private readonly TaskCompletionSource<bool> _configured = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private PluginCapabilities? _agreed;
    private int _started;

    /// <summary>Values as the plugin takes them.</summary>
    public PluginValues Values { get; } = new(isPreview);

    /// <summary>What the plugin understands, once it is configured.</summary>
    public PluginCapabilities Capabilities => _agreed ?? NoCapabilities;

    /// <summary>Whether the plugin is configured; in a preview it is not when a part of its configuration is not known. Waits for it.</summary>
    public Task<bool> IsKnownAsync() => _configured.Task;

    /// <summary>Says hello. Plugins that do not know the call tell what they understand when they are configured.</summary>
    public async Task HandshakeAsync(
        string engine,
        string? directory,
        CancellationToken cancellationToken
    )
    {
        var request = new ProviderHandshakeRequest
        {
            EngineAddress = engine,
            ConfigureWithUrn = true,
            InvokeWithPreview = true,
            SupportsRefreshBeforeUpdate = true,
        };
        if (directory is not null)
        {
            request.RootDirectory = directory;
            request.ProgramDirectory = directory;
        }

        if (
            await calls.TryCallAsync((c, o) => c.HandshakeAsync(request, o), cancellationToken) is
            { } answer
        )
        {
            Agree(
                new(
                    answer.AcceptSecrets,
                    answer.AcceptResources,
                    Preview: true,
                    answer.AcceptOutputs,
                    answer.SupportsAutonamingConfiguration
                )
            );
        }
    }

    /// <summary>Checks configuration; plugins that do not know the call take it as it is.</summary>
    public async Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        var request = new CheckRequest
        {
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = PluginValues.Configuration(input.Olds),
            News = PluginValues.Configuration(input.News),
        };
        var answer = await calls.TryCallAsync(
            (c, o) => c.CheckConfigAsync(request, o),
            cancellationToken
        );
        return answer is null
            ? CheckResult.Passed(input.News)
            : new(
                RetainedSecrets.Mark(PluginValues.ReadLoosely(answer.Inputs), input.News),
                [.. answer.Failures.Select(f => new CheckFailure(f.Property, f.Reason))]
            );
    }

    /// <summary>Compares configuration; plugins that do not know the call leave it to the engine.</summary>
    public async Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken)
    {
        var request = new DiffRequest
        {
            Id = input.Id,
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = PluginValues.Configuration(input.OldOutputs),
            OldInputs = PluginValues.Configuration(input.OldInputs),
            News = PluginValues.Configuration(input.NewInputs),
            IgnoreChanges = { input.IgnoreChanges },
        };
        var answer = await calls.TryCallAsync(
            (c, o) => c.DiffConfigAsync(request, o),
            cancellationToken
        );
        return answer is null ? new() { Changes = DiffChanges.Unknown } : DiffMessages.Read(answer);
    }

    /// <summary>Configures the plugin in the background; only the first time counts.</summary>
    public void Start(Urn urn, string id, PropertyMap inputs)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            _ = ConfigureAsync(urn, id, inputs);
        }
    }

    private async Task ConfigureAsync(Urn urn, string id, PropertyMap inputs)
    {
        try
        {
            if (isPreview && inputs.ContainsUnknowns)
            {
                _configured.SetResult(false);
                return;
            }

            var request = Request(urn, id, inputs);
            var answer = await calls.CallAsync(
                (c, o) => c.ConfigureAsync(request, o),
                CancellationToken.None
            );
            Agree(
                new(
                    answer.AcceptSecrets,
                    answer.AcceptResources,
                    answer.SupportsPreview,
                    answer.AcceptOutputs,
                    answer.SupportsAutonamingConfiguration
                )
            );
            _configured.SetResult(true);
        }
        catch (Exception e)
        {
            // Whoever waits for the configuration gets it.
            _configured.SetException(e);
        }
    }

    private ConfigureRequest Request(Urn urn, string id, PropertyMap inputs)
    {
        var request = new ConfigureRequest
        {
            Args = PropertyEncoder.Encode(inputs, EncodeOptions.Provider),
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = id,
            Urn = urn.Value,
            Name = urn.Name,
            Type = urn.Type,
        };
#pragma warning disable CS0612 // Old plugins read nothing else.
        foreach (var (key, value) in inputs.Where(input => input.Key != "version"))
        {
            request.Variables[$"{package}:config:{key}"] = ConfigurationText.Of(value);
        }
#pragma warning restore CS0612
        return request;
    }

    // What the handshake agreed on stays.
    private void Agree(PluginCapabilities capabilities)
    {
        _agreed ??= capabilities;
        Values.Adapt(_agreed);
    }
}
