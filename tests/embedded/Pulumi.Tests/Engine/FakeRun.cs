using System.Collections.Immutable;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi.Tests.Engine;

/// <summary>Runs programs against an engine in this process that speaks the real protocol.</summary>
internal sealed class FakeRun : IAsyncDisposable
{
    private readonly WebApplication _server;

    private FakeRun(CallLog calls, FakeMonitor monitor, WebApplication server) =>
        (Calls, Monitor, _server) = (calls, monitor, server);

    public CallLog Calls { get; }

    public FakeMonitor Monitor { get; }

    public bool IsPreview
    {
        get => Monitor.IsPreview;
        set => Monitor.IsPreview = value;
    }

    public ImmutableDictionary<string, string> Config { get; set; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>The text that the program wrote because the engine had exited.</summary>
    public StringWriter LastResort { get; } = new();

    public IReadOnlyList<LogRequest> Logs => Calls.Of<LogRequest>();

    private string Address =>
        new Uri(
            _server
                .Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        ).Authority;

    public static async Task<FakeRun> StartAsync()
    {
        var calls = new CallLog();
        var monitor = new FakeMonitor(calls);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2)
        );
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        var server = builder.Build();
        server.MapGrpcService(
            NestedMessageService.Define(binder => ResourceMonitor.BindService(binder, monitor))
        );
        server.MapGrpcService(
            NestedMessageService.Define(binder =>
                Pulumirpc.Engine.BindService(binder, new FakeEngine(calls))
            )
        );
        await server.StartAsync();
        return new(calls, monitor, server);
    }

    public Task<int> RunAsync(Action program) =>
        RunAsync(() =>
        {
            program();
            return [];
        });

    public Task<int> RunAsync(Func<Dictionary<string, object?>> program) =>
        RunTaskAsync(() => Task.FromResult(program()));

    public Task<int> RunTaskAsync(Func<Task<Dictionary<string, object?>>> program) =>
        StartAsync(() => StackStart.FromFunction(async () => await program(), null));

    public Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => StartAsync(StackStart.FromClass<TStack>);

    public Task StopEngineAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private Task<int> StartAsync(Func<Task> start)
    {
        var settings = new DeploymentSettings
        {
            Project = "shop",
            Stack = "dev",
            IsDryRun = IsPreview,
            Config = Config,
        };
        var deployment = new DeploymentContext(
            settings,
            new GrpcMonitor(Address),
            new GrpcEngine(Address)
        );
        return ProgramRun
            .RunAsync(deployment, start, LastResort)
            .WaitAsync(TimeSpan.FromSeconds(120));
    }
}
