using Infra.Engine.Providers;
using Infra.Protocol.Values;
using Pulumirpc;
using Parameterization = Infra.Engine.Providers.Parameterization;

namespace Infra.Engine.Plugins;

/// <summary>Has a plugin construct its components and run their methods, with the dependencies of each value.</summary>
internal sealed class PluginComponents(PluginCalls calls, PluginConfiguration configuration)
{
    /// <summary>Constructs a component; <c>null</c> when the plugin's configuration is not known yet.</summary>
    public async Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        if (!await configuration.IsKnownAsync())
        {
            return null;
        }

        if (!configuration.Capabilities.Secrets)
        {
            throw new ProviderException(
                "Its plugin does not understand secrets, as plugins of components must."
            );
        }

        request.Inputs = configuration.Values.Origins(inputs, configuration.Capabilities.Outputs);
        return await calls.CallAsync((c, o) => c.ConstructAsync(request, o), cancellationToken);
    }

    /// <summary>Calls a method; returns nothing when the plugin's configuration is not known yet.</summary>
    public async Task<CallResponse> CallAsync(
        CallRequest request,
        PropertyMap arguments,
        CancellationToken cancellationToken
    )
    {
        if (!await configuration.IsKnownAsync())
        {
            return new();
        }

        request.Args = configuration.Values.Origins(arguments, configuration.Capabilities.Outputs);
        return await calls.CallAsync((c, o) => c.CallAsync(request, o), cancellationToken);
    }

    /// <summary>Parameterizes the plugin, before it is configured.</summary>
    public Task ParameterizeAsync(
        Parameterization parameterization,
        CancellationToken cancellationToken
    )
    {
        var request = new ParameterizeRequest
        {
            Value = new()
            {
                Name = parameterization.Name,
                Version = parameterization.Version,
                Value = Google.Protobuf.ByteString.FromBase64(parameterization.Value),
            },
        };
        return calls.CallAsync((c, o) => c.ParameterizeAsync(request, o), cancellationToken);
    }
}
