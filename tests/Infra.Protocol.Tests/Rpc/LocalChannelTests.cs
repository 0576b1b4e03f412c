using System.Net;
using System.Net.Sockets;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Protocol.Tests.Rpc;

/// <summary>Engines, plugins and programs meet on this machine, whatever its environment says of other machines.</summary>
[NonParallelizable]
internal sealed class LocalChannelTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task A_call_goes_past_a_proxy_of_the_environment(CancellationToken token)
    {
        var usual = HttpClient.DefaultProxy;
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        try
        {
            HttpClient.DefaultProxy = new WebProxy("http://127.0.0.1:1");
            using var channel = LocalChannel.To($"{server.LocalEndpoint}");
            using var call = new Engine.EngineClient(channel).LogAsync(
                new(),
                cancellationToken: token
            );

            using var connection = await server.AcceptTcpClientAsync(token);

            Assert.That(connection.Connected);
        }
        finally
        {
            HttpClient.DefaultProxy = usual;
        }
    }

    [Test]
    public void What_is_no_address_is_told() =>
        Assert.That(
            () => LocalChannel.To("not an address"),
            Throws.TypeOf<InfraException>().With.Message.Contains("127.0.0.1:4711")
        );
}
