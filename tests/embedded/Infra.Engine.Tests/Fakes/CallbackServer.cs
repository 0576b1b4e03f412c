using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Infra.Protocol.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.Engine.Tests.Fakes;

/// <summary>Serves functions of a test as programs serve their hooks and transforms.</summary>
internal sealed class CallbackServer : Callbacks.CallbacksBase, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<ByteString, IMessage>> _functions = new();
    private WebApplication? _server;

    public static async Task<CallbackServer> StartAsync()
    {
        var callbacks = new CallbackServer();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(k =>
                k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2)
            );
        builder.Services.AddRoutingCore().AddSingleton(callbacks).AddGrpc();
        callbacks._server = builder.Build();
        callbacks._server.UseRouting();
        callbacks._server.MapGrpcService<CallbackServer>();
        await callbacks._server.StartAsync();
        return callbacks;
    }

    /// <summary>Serves a function.</summary>
    public Callback Add<T>(Func<T, IMessage> function)
        where T : class, IMessage
    {
        var token = Guid.NewGuid().ToString();
        _functions[token] = bytes => function(NestedMessage.Parse<T>(bytes));
        return new() { Target = new Uri(_server!.Urls.Single()).Authority, Token = token };
    }

    /// <summary>Serves a transform.</summary>
    public Callback Transform(Action<TransformResponse> change) =>
        Add<TransformRequest>(request =>
        {
            var response = new TransformResponse
            {
                Properties = request.Properties,
                Options = request.Options,
            };
            change(response);
            return response;
        });

    public override Task<CallbackInvokeResponse> Invoke(
        CallbackInvokeRequest request,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new CallbackInvokeResponse
            {
                Response = _functions[request.Token](request.Request).ToByteString(),
            }
        );

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();
}
