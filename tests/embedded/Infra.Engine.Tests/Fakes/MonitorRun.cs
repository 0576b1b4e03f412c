using Grpc.Core;
using Grpc.Net.Client;
using Infra.Engine.Monitor;
using Infra.Engine.Rpc;
using Infra.Engine.Runs;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Tests.Fakes;

/// <summary>A program that talks to the engine's monitor over the wire.</summary>
internal sealed class MonitorRun : IAsyncDisposable
{
    private readonly EngineEndpoint _endpoint;
    private readonly MonitorServer _server;
    private readonly GrpcChannel _channel;
    private readonly ProgramServices _services;

    private MonitorRun(EngineEndpoint endpoint, MonitorServer server, ProgramServices services)
    {
        _endpoint = endpoint;
        _server = server;
        _services = services;
        _channel = LocalChannel.To(endpoint.Address);
        Raw = _channel.CreateCallInvoker();
        var invoker = new NestedMessageCallInvoker(Raw);
        Monitor = new(invoker);
        Engine = new(invoker);
    }

    /// <summary>The engine's address.</summary>
    public string Address => _endpoint.Address;

    /// <summary>Sends whatever bytes it is given.</summary>
    public CallInvoker Raw { get; }

    public MonitorService Service => _services.Monitor;

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Pulumirpc.Engine.EngineClient Engine { get; }

    public static async Task<MonitorRun> StartAsync(
        Infra.Engine.Deployment.DeploymentRequest request,
        DeploymentComposition parts
    )
    {
        var endpoint = EngineEndpoint.Open();
        var services = new ProgramServices(request, parts, endpoint.Address);
        var engine = new EngineService(parts.Events, () => false);
        var server = await MonitorServer.StartAsync(endpoint, services.Monitor, engine);
        return new(endpoint, server, services);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        _services.Dispose();
        _endpoint.Dispose();
    }
}
