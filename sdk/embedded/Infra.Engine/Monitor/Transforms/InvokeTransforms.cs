using System.Collections.Concurrent;
using Infra.Engine.Monitor.Callbacks;
using Infra.Engine.Values;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Transforms;

/// <summary>Applies the program's transforms to function calls.</summary>
internal sealed class InvokeTransforms(CallbackClients callbacks)
{
    private readonly ConcurrentQueue<Callback> _stack = new();

    /// <summary>Registers a transform for all calls of the stack.</summary>
    public void Register(Callback callback)
    {
        CallbackClients.Require(callback);
        _stack.Enqueue(callback);
    }

    /// <summary>Applies the transforms to a call.</summary>
    public async Task ApplyAsync(ResourceInvokeRequest request)
    {
        if (_stack.IsEmpty)
        {
            return;
        }

        var current = new TransformInvokeResponse
        {
            Args = PropertyEncoder.Encode(
                OutputValues.Upgrade(PropertyDecoder.Decode(request.Args)),
                EncodeOptions.Everything
            ),
            Options = new()
            {
                Provider = request.Provider,
                Version = request.Version,
                PluginDownloadUrl = request.PluginDownloadURL,
                PluginChecksums = { request.PluginChecksums },
            },
        };
        foreach (var transform in _stack)
        {
            var answer = await callbacks.CallAsync<TransformInvokeResponse>(
                transform,
                new TransformInvokeRequest
                {
                    Token = request.Tok,
                    Args = current.Args,
                    Options = current.Options,
                }
            );
            current.Args = answer.Args ?? current.Args;
            current.Options = answer.Options ?? current.Options;
        }

        request.Args = current.Args;
        request.Provider = current.Options.Provider;
        request.Version = current.Options.Version;
        request.PluginDownloadURL = current.Options.PluginDownloadUrl;
        request.PluginChecksums.SetTo(current.Options.PluginChecksums);
    }
}
