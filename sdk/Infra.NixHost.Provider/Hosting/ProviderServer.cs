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

namespace Infra.NixHost.Provider.Hosting;

/// <summary>
/// The gRPC server: loopback, a free port, HTTP/2 in clear text. Built from nothing but what gRPC needs, because an engine starts it for
/// every preview.
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
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(new ResourceProviderService(state, operations));
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
            grpc.Interceptors.Add<ErrorInterceptor>();
        });
        var application = builder.Build();
        application.MapGrpcService<ResourceProviderService>();
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
