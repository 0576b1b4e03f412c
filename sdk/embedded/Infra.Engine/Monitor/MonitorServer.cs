using Infra.Engine.Rpc;
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
                // The socket is open already. SDKs and plugins use HTTP/2 without TLS.
                kestrel.Listen(
                    endpoint.Bound,
                    listen =>
                    {
                        listen.Protocols = HttpProtocols.Http2;
                        // Any user of the machine reaches the port, and a call acts with this user's rights.
                        listen.Use(next =>
                            peer =>
                                PeerUser.MayConnect(peer.LocalEndPoint, peer.RemoteEndPoint)
                                    ? next(peer)
                                    : Task.CompletedTask
                        );
                    }
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
            NestedMessageService.Define(binder => ResourceMonitor.BindService(binder, monitor))
        );
        application.MapGrpcService(
            NestedMessageService.Define(binder => Pulumirpc.Engine.BindService(binder, engine))
        );
        await application.StartAsync();
        return new(application);
    }

    public async ValueTask DisposeAsync()
    {
        // Open connections are not awaited, because all calls that matter have been answered.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
