using Grpc.Core;
using Grpc.Net.Client;
using Infra.NixHost.Provider.Hosting;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>The provider as an engine sees it, over the wire, on a host in memory.</summary>
internal sealed class ServedProvider : IAsyncDisposable
{
    private readonly Operations _operations = new();
    private ProviderServer _server = null!;
    private GrpcChannel _channel = null!;

    private ServedProvider() { }

    public TestStack Stack { get; } = new();

    /// <summary>Sends whatever bytes it is given.</summary>
    public CallInvoker Raw => _channel.CreateCallInvoker();

    public ResourceProvider.ResourceProviderClient Client => new(new NestedMessageCallInvoker(Raw));

    /// <summary>Starts a provider that is not configured yet.</summary>
    /// <param name="clock">The clock. Default: the system's.</param>
    public static async Task<ServedProvider> StartAsync(TimeProvider? clock = null)
    {
        var served = new ServedProvider();
        var state = new ProviderState(_ => served.Stack.Host, Package.Handlers)
        {
            Log = served.Stack.Log,
            WorkingDirectory = served.Stack.Directory,
            Clock = clock ?? TimeProvider.System,
        };
        served._server = await ProviderServer.StartAsync(state, served._operations, default);
        served._channel = LocalChannel.To($"127.0.0.1:{served._server.Port}");
        return served;
    }

    public async Task ConfigureAsync() => await Client.ConfigureAsync(new() { Args = new() });

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        _operations.Dispose();
        Stack.Dispose();
    }
}
