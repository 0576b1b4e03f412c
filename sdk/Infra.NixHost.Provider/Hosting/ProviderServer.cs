using System.Net;
using Infra.NixHost.Provider.Rpc;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>
/// The gRPC server on a free loopback port, with HTTP/2 in clear text.
/// It loads only what gRPC needs, because every preview starts it.
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ProviderServer(WebApplication application) => _application = application;

    /// <summary>The port it listens on.</summary>
    public int Port =>
        new Uri(
            _application
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.Single()
        ).Port;

    /// <summary>Starts serving.</summary>
    public static async Task<ProviderServer> StartAsync(
        ProviderState state,
        Operations operations,
        CancellationToken cancellationToken
    )
    {
        // Without a content root, ASP.NET asks for the working directory, which somebody may have deleted.
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
        builder.Services.AddSingleton(new ErrorInterceptor(state));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
            grpc.Interceptors.Add<ErrorInterceptor>();
        });
        var application = builder.Build();
        var service = new ResourceProviderService(state, operations);
        application.MapGrpcService(
            NestedMessageService.Define(binder => ResourceProvider.BindService(binder, service))
        );
        await application.StartAsync(cancellationToken);
        return new(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
