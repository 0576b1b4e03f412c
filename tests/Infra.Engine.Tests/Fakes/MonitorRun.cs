using Grpc.Net.Client;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Monitor;
using Infra.Engine.Plugins;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Tests.Fakes;

/// <summary>A program that talks to the engine's monitor over the wire.</summary>
internal sealed class MonitorRun : IAsyncDisposable
{
    private readonly EngineEndpoint _endpoint;
    private readonly MonitorServer _server;
    private readonly GrpcChannel _channel;

    private MonitorRun(EngineEndpoint endpoint, MonitorServer server, MonitorService monitor)
    {
        _endpoint = endpoint;
        _server = server;
        Service = monitor;
        _channel = Channels.To(endpoint.Address);
        var invoker = new DeepCallInvoker(_channel.CreateCallInvoker());
        Monitor = new(invoker);
        Engine = new(invoker);
    }

    public MonitorService Service { get; }

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Pulumirpc.Engine.EngineClient Engine { get; }

    public static async Task<MonitorRun> StartAsync(
        Infra.Engine.Deployment.DeploymentRequest request,
        DeploymentParts parts
    )
    {
        var resources = new ResourceRequests(
            parts.Inbox,
            parts.DefaultProviders,
            request.Project.RootDirectory
        );
        var monitor = new MonitorService(request, resources, new(parts, resources));
        var endpoint = EngineEndpoint.Open();
        var engine = new EngineService(parts.Events, () => false);
        return new(endpoint, await MonitorServer.StartAsync(endpoint, monitor, engine), monitor);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        _endpoint.Dispose();
    }
}
