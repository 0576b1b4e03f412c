using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Serves programs and plugins.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MonitorServer(WebApplication application) => _application = application;

    /// <summary>Starts to serve whoever connects.</summary>
    public static async Task<MonitorServer> StartAsync(
        EngineEndpoint endpoint,
        ResourceMonitor.ResourceMonitorBase monitor,
        Pulumirpc.Engine.EngineBase engine
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .UseSockets(sockets => sockets.CreateBoundListenSocket = _ => endpoint.Socket)
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = null;
                // The port is taken already: this one only says which socket, and HTTP/2 without TLS as SDKs and plugins dial.
                kestrel.Listen(
                    endpoint.Socket.LocalEndPoint!,
                    listen => listen.Protocols = HttpProtocols.Http2
                );
            });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
        });
        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService(
            DeepService.Define(binder => ResourceMonitor.BindService(binder, monitor))
        );
        application.MapGrpcService(
            DeepService.Define(binder => Pulumirpc.Engine.BindService(binder, engine))
        );
        await application.StartAsync();
        return new(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Whoever is still connected is not waited for: calls in flight have been answered, or nobody cares.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
