using System.Net;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>
/// A gRPC server on a free loopback port, with HTTP/2 in clear text, for this user alone. It loads only what gRPC needs, because every
/// preview starts one.
/// </summary>
internal static class LoopbackServer
{
    /// <summary>Builds the server, whose services are mapped before it is started.</summary>
    public static WebApplicationBuilder Create()
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
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
        });
        return builder;
    }

    /// <summary>Where a started server listens.</summary>
    public static Uri AddressOf(WebApplication application) =>
        new(
            application
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.Single()
        );
}
