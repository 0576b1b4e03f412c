using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Plugins;
using Infra.Engine.Providers;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.Engine.Tests.Fakes;

/// <summary>A plugin's server inside the test, whose resources are nothing but their inputs.</summary>
internal sealed class NoopPlugin
    : ResourceProvider.ResourceProviderBase,
        IProviderLoader,
        IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>Answers in place of the usual, per call.</summary>
    public Func<CreateRequest, CreateResponse>? OnCreate { get; init; }

    /// <summary>The reads so far.</summary>
    public ConcurrentQueue<ReadRequest> Reads { get; } = new();

    /// <summary>Constructs components.</summary>
    public Func<ConstructRequest, ConstructResponse>? OnConstruct { get; init; }

    /// <summary>The answer to the handshake.</summary>
    public ProviderHandshakeResponse Understands { get; init; } = new() { AcceptSecrets = true };

    public Action<ConfigureRequest>? OnConfigure { get; init; }

    public bool KnowsHandshake { get; init; } = true;

    public bool KnowsItsVersion { get; init; } = true;

    public ConfigureRequest? Configuration { get; private set; }

    public static async Task<NoopPlugin> StartAsync(NoopPlugin plugin)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(k =>
                k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2)
            );
        builder.Services.AddRoutingCore().AddSingleton(plugin).AddGrpc();
        plugin._server = builder.Build();
        plugin._server.UseRouting();
        plugin._server.MapGrpcService<NoopPlugin>();
        await plugin._server.StartAsync();
        return plugin;
    }

    public async Task<IPackageProvider> LoadAsync(
        PackageDescriptor package,
        CancellationToken cancellationToken
    )
    {
        var channel = LocalChannel.To(new Uri(_server!.Urls.Single()).Authority);
        var calls = new PluginCalls(
            channel.CreateCallInvoker(),
            package.Name,
            () => Task.FromResult("closed the connection")
        );
        var configuration = new PluginConfiguration(calls, package.Name, IsPreview);
        await configuration.HandshakeAsync("127.0.0.1:1", directory: null, cancellationToken);
        return new PluginProvider(calls, configuration, IsPreview, new Disposal(channel));
    }

    public bool IsPreview { get; set; }

    public override Task<ProviderHandshakeResponse> Handshake(
        ProviderHandshakeRequest request,
        ServerCallContext context
    ) => KnowsHandshake ? Task.FromResult(Understands) : base.Handshake(request, context);

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        KnowsItsVersion
            ? Task.FromResult(new PluginInfo { Version = "1.0.0" })
            : base.GetPluginInfo(request, context);

    public override Task<ConfigureResponse> Configure(
        ConfigureRequest request,
        ServerCallContext context
    )
    {
        Configuration = request;
        OnConfigure?.Invoke(request);
        return Task.FromResult(new ConfigureResponse());
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        Task.FromResult(
            new DiffResponse
            {
                Changes = request.OldInputs.Equals(request.News)
                    ? DiffResponse.Types.DiffChanges.DiffNone
                    : DiffResponse.Types.DiffChanges.DiffSome,
            }
        );

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        Task.FromResult(
            OnCreate?.Invoke(request)
                ?? new CreateResponse { Id = "id-" + request.Name, Properties = request.Properties }
        );

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        Reads.Enqueue(request);
        return Task.FromResult(
            new ReadResponse { Id = request.Id, Properties = request.Properties ?? new() }
        );
    }

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        Task.FromResult(new UpdateResponse { Properties = request.News });

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        Task.FromResult(new Empty());

    public override Task<ConstructResponse> Construct(
        ConstructRequest request,
        ServerCallContext context
    ) =>
        OnConstruct is null
            ? base.Construct(request, context)
            : Task.FromResult(OnConstruct(request));

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private sealed class Disposal(IDisposable disposable) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            disposable.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
