using Infra.NixHost.Provider.Hosting;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Pulumirpc;

namespace Infra.NixHost.Testing.Running;

/// <summary>Serves one run to its program, on a port of this machine.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MonitorServer(WebApplication application) => _application = application;

    /// <summary>The host and port.</summary>
    public string Address => LoopbackServer.AddressOf(_application).Authority;

    /// <summary>Starts the server.</summary>
    public static async Task<MonitorServer> StartAsync(StackMonitor monitor, StackLog log)
    {
        var application = LoopbackServer.Create().Build();
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
