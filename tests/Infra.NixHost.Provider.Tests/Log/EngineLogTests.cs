using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Naming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.Log;

internal sealed class EngineLogTests
{
    private static readonly Urn Guest = Urn.Parse(
        "urn:pulumi:dev::lab::nixhost:index:NixGuest::web"
    );

    private ReceivingEngine _engine = null!;
    private WebApplication _server = null!;
    private EngineLog _log = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _engine = new();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(k =>
            k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_engine);
        _server = builder.Build();
        _server.MapGrpcService<ReceivingEngine>();
        await _server.StartAsync();
        _log = new(new Uri(_server.Urls.Single()).Authority);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _log.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_line_reaches_the_engine_with_its_resource()
    {
        await _log.WarnAsync(Guest, "careful", default);

        var request = await _engine.Received.Task;
        Assert.That(
            (request.Severity, request.Message, request.Urn, request.Ephemeral),
            Is.EqualTo((LogSeverity.Warning, "careful", Guest.Value, false))
        );
    }

    [Test]
    public async Task What_goes_on_right_now_is_ephemeral()
    {
        _log.Status(Guest, "booting");

        Assert.That((await _engine.Received.Task).Ephemeral);
    }

    [Test]
    public async Task An_engine_that_is_gone_fails_nothing()
    {
        await _server.StopAsync();

        Assert.That(async () => await _log.InfoAsync(Guest, "anybody?", default), Throws.Nothing);
    }

    private sealed class ReceivingEngine : Engine.EngineBase
    {
        public TaskCompletionSource<LogRequest> Received { get; } = new();

        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            Received.TrySetResult(request);
            return Task.FromResult(new Empty());
        }
    }
}
