using Grpc.Net.Client;
using Infra.Protocol.Rpc;

namespace Infra.Engine.Plugins;

/// <summary>Opens channels to servers on this machine.</summary>
internal static class Channels
{
    /// <summary>A channel to an address like <c>127.0.0.1:4711</c>.</summary>
    public static GrpcChannel To(string address) =>
        GrpcChannel.ForAddress(
            $"http://{address}",
            new()
            {
                MaxReceiveMessageSize = MessageLimits.MaxMessageBytes,
                MaxSendMessageSize = MessageLimits.MaxMessageBytes,
                DisposeHttpClient = true,
                // One connection takes 100 calls at once; more are opened as needed.
                HttpHandler = new SocketsHttpHandler
                {
                    EnableMultipleHttp2Connections = true,
                    UseProxy = false,
                    PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                },
            }
        );
}
