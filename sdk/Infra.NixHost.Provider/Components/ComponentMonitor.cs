using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Components;

/// <summary>Registers a component and its resources with the deployment that asked for it. The program alone signals its end.</summary>
internal sealed class ComponentMonitor : IDisposable
{
    private readonly ConstructRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly GrpcChannel _channel;
    private readonly ResourceMonitor.ResourceMonitorClient _client;

    /// <summary>Opens the connection with the first call.</summary>
    /// <param name="request">The component and its options.</param>
    /// <param name="cancellationToken">Ends the registrations.</param>
    public ComponentMonitor(ConstructRequest request, CancellationToken cancellationToken)
    {
        (_request, _cancellation) = (request, cancellationToken);
        _channel = LocalChannel.To(request.MonitorEndpoint);
        _client = new(new NestedMessageCallInvoker(_channel.CreateCallInvoker()));
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    /// <summary>Registers the component itself, and returns its URN.</summary>
    public async Task<string> RegisterComponentAsync() =>
        (await SendAsync(ComponentMessages.Component(_request))).Urn;

    /// <summary>Registers a resource inside the component.</summary>
    public async Task<RegisteredPart> RegisterAsync(
        string parent,
        (string Type, string Name) part,
        PropertyMap inputs,
        bool deletesFirst
    )
    {
        var message = ComponentMessages.Part(_request, part, inputs);
        message.Parent = parent;
        message.DeleteBeforeReplace = message.DeleteBeforeReplaceDefined = deletesFirst;
        return new(await SendAsync(message), _request.DryRun);
    }

    /// <summary>Registers the outputs of the complete component.</summary>
    public Task RegisterOutputsAsync(string urn, PropertyMap outputs) =>
        CallAsync(async () =>
            await _client.RegisterResourceOutputsAsync(
                new()
                {
                    Urn = urn,
                    Outputs = PropertyEncoder.Encode(outputs, EncodeOptions.FromProgram),
                },
                cancellationToken: _cancellation
            )
        );

    private Task<RegisterResourceResponse> SendAsync(RegisterResourceRequest message) =>
        CallAsync(async () =>
            await _client.RegisterResourceAsync(message, cancellationToken: _cancellation)
        );

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException e) when (_cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, _cancellation);
        }
    }
}
