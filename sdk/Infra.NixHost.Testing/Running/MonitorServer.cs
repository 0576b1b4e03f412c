using System.Net;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.NixHost.Testing.Running;

/// <summary>Serves one run to its program, on a port of this machine.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MonitorServer(WebApplication application) => _application = application;

    /// <summary>The host and port.</summary>
    public string Address =>
        new Uri(
            _application
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.Single()
        ).Authority;

    /// <summary>Starts the server.</summary>
    public static async Task<MonitorServer> StartAsync(StackMonitor monitor, StackLog log)
    {
        // The working directory may be gone.
        var builder = WebApplication.CreateEmptyBuilder(
            new() { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(
                IPAddress.Loopback,
                0,
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
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
        });
        var application = builder.Build();
        application.MapGrpcService(
            NestedMessageService.Define(binder => ResourceMonitor.BindService(binder, monitor))
        );
        application.MapGrpcService(
            NestedMessageService.Define(binder => Engine.BindService(binder, log))
        );
        await application.StartAsync();
        return new(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
