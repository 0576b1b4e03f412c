using Infra.NixHost.Provider.Rpc;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pulumirpc;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>Serves the provider to an engine, on a port of this machine.</summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    /// <summary>
    /// What an engine still asks when the process ends. Creates of the next run wait for fifteen seconds, and ten of them are the operations'.
    /// </summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;

    private ProviderServer(WebApplication application) => _application = application;

    /// <summary>The port it listens on.</summary>
    public int Port => LoopbackServer.AddressOf(_application).Port;

    /// <summary>Starts serving.</summary>
    public static async Task<ProviderServer> StartAsync(
        ProviderState state,
        Operations operations,
        CancellationToken cancellationToken
    )
    {
        var builder = LoopbackServer.Create();
        builder.Services.AddSingleton(new ErrorInterceptor(state));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime);
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<ErrorInterceptor>());
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
