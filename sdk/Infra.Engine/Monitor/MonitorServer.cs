using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Serves programs and plugins on a port of the loopback interface.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MonitorServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, e.g. <c>127.0.0.1:4711</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Starts to listen.</summary>
    public static async Task<MonitorServer> StartAsync(
        ResourceMonitor.ResourceMonitorBase monitor,
        Pulumirpc.Engine.EngineBase engine
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.ListenLocalhostOnFreePort();
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
        return new(application) { Address = AddressOf(application) };
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

    private static string AddressOf(WebApplication application)
    {
        var addresses = application
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!;
        return new Uri(addresses.Addresses.Single()).Authority;
    }
}
