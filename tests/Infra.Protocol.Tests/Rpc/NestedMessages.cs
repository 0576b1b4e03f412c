using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.Protocol.Tests.Rpc;

[TestFixture]
[CancelAfter(30_000)]
internal sealed class NestedMessages
{
    [TestCase(20)]
    [TestCase(250)]
    public async Task A_deep_value_passes_through_a_server_and_back(
        int depth,
        CancellationToken cancellationToken
    )
    {
        await using var server = await StartAsync(cancellationToken);
        using var channel = GrpcChannel.ForAddress(
            server
                .Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        );
        var client = new ResourceProvider.ResourceProviderClient(
            new NestedMessageCallInvoker(channel.CreateCallInvoker())
        );
        var deep = PropertyMap.Of(("deep", Nested(depth)));

        var answer = await client.CheckAsync(
            new CheckRequest { News = PropertyEncoder.Encode(deep, EncodeOptions.Everything) },
            cancellationToken: cancellationToken
        );

        Assert.That(PropertyDecoder.Decode(answer.Inputs), Is.EqualTo(deep));
    }

    private static PropertyValue Nested(int depth)
    {
        PropertyValue value = "end";
        for (var i = 0; i < depth; i++)
        {
            value = (i % 3) switch
            {
                0 => PropertyMap.Of(("p", value)),
                1 => PropertyValue.List(value),
                _ => new PropertyValue.Secret(value),
            };
        }

        return value;
    }

    private static async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                System.Net.IPAddress.Loopback,
                0,
                listen => listen.Protocols = HttpProtocols.Http2
            )
        );
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService(
            NestedMessageService.Define(binder => ResourceProvider.BindService(binder, new Echo()))
        );
        await app.StartAsync(cancellationToken);
        return app;
    }

    private sealed class Echo : ResourceProvider.ResourceProviderBase
    {
        public override Task<CheckResponse> Check(
            CheckRequest request,
            ServerCallContext context
        ) => Task.FromResult(new CheckResponse { Inputs = request.News });
    }
}
