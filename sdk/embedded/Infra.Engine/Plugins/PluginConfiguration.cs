using Infra.Engine.Providers.Operations;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using CheckFailure = Infra.Engine.Providers.Operations.CheckFailure;

namespace Infra.Engine.Plugins;

/// <summary>Makes a plugin ready: handshake, check and diff of its configuration, and Configure.</summary>
internal sealed class PluginConfiguration(PluginCalls calls, string package, bool isPreview)
{
    private static readonly PluginCapabilities NoCapabilities = new(false, false, false, false);

    private readonly TaskCompletionSource<bool> _configured = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private PluginCapabilities? _agreed;
    private int _started;

    /// <summary>Converts values to and from the form that the plugin takes.</summary>
    public PluginValues Values { get; } = new(isPreview);

    /// <summary>The plugin's capabilities, once it is configured.</summary>
    public PluginCapabilities Capabilities => _agreed ?? NoCapabilities;

    /// <summary>Waits for the configuration; gives false in a preview when a part of the configuration is unknown.</summary>
    public Task<bool> IsKnownAsync() => _configured.Task;

    /// <summary>The version that the plugin says it has.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Performs the handshake. Plugins without it report their capabilities when they are configured.</summary>
    /// <exception cref="InfraException">The plugin does not tell its version, and Pulumi's engine would refuse it as well.</exception>
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
                    answer.AcceptOutputs
                )
            );
        }

        await RequireInfoAsync(cancellationToken);
    }

    /// <summary>Asks for the version, as Pulumi's engine does, which takes no plugin that does not answer.</summary>
    private async Task RequireInfoAsync(CancellationToken cancellationToken)
    {
        var info =
            await calls.TryCallAsync((c, o) => c.GetPluginInfoAsync(new(), o), cancellationToken)
            ?? throw new InfraException(
                $"The plugin '{package}' does not implement GetPluginInfo, which every engine of Pulumi asks for first. Install a newer version, or let the plugin answer it with its version."
            );
        Version = info.Version;
    }

    /// <summary>Checks the configuration; plugins without the method accept it as it is.</summary>
    public async Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        var request = OperationMessages.Check(
            input with
            {
                RandomSeed = default,
            },
            PluginValues.Configuration
        );
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

    /// <summary>Compares configurations; plugins without the method leave that to the engine.</summary>
    public async Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken)
    {
        var request = OperationMessages.Diff(input, PluginValues.Configuration);
        var answer = await calls.TryCallAsync(
            (c, o) => c.DiffConfigAsync(request, o),
            cancellationToken
        );
        return answer is null ? new() { Changes = DiffChanges.Unknown } : DiffMessages.Read(answer);
    }

    /// <summary>Configures the plugin in the background; later calls have no effect.</summary>
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
                    answer.AcceptOutputs
                )
            );
            _configured.SetResult(true);
        }
        catch (Exception e)
        {
            // The exception is thrown where the configuration is awaited.
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
#pragma warning disable CS0612 // Old plugins read only this field.
        foreach (var (key, value) in inputs.Where(input => input.Key != "version"))
        {
            request.Variables[$"{package}:config:{key}"] = ConfigurationText.Of(value);
        }
#pragma warning restore CS0612
        return request;
    }

    // Capabilities from the handshake have precedence.
    private void Agree(PluginCapabilities capabilities)
    {
        _agreed ??= capabilities;
        Values.Adapt(_agreed);
    }
}
