using System.Net;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>A server in the program's process. Most programs have no callback, so the first one starts the server.</summary>
internal sealed class CallbackServer : ICallbackHost
{
    private readonly CallbackService _service;
    private readonly Lazy<Task<WebApplication>> _application;

    public CallbackServer(DeploymentContext deployment)
    {
        _service = new(deployment);
        _application = new(StartAsync);
    }

    public async Task<Callback> AddAsync(CallbackFunction function)
    {
        var application = await _application.Value.ConfigureAwait(false);
        return new() { Target = AddressOf(application), Token = _service.Add(function) };
    }

    public async ValueTask DisposeAsync()
    {
        if (!_application.IsValueCreated)
        {
            return;
        }

        var application = await _application.Value.ConfigureAwait(false);
        // The engine keeps its connection open, so the server stops without waiting for it.
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await application.StopAsync(now.Token).ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<WebApplication> StartAsync()
    {
        // An empty builder ignores the settings files and environment variables of the user's program.
        var builder = WebApplication.CreateEmptyBuilder(new());
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
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
            grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
        });
        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService(
            NestedMessageService.Define(binder => Callbacks.BindService(binder, _service))
        );
        await application.StartAsync().ConfigureAwait(false);
        return application;
    }

    private static string AddressOf(WebApplication application) =>
        new Uri(
            application
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.Single()
        ).Authority;

    /// <summary>Leaves signals to the program: if the server handled Ctrl-C, the program would go on.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
