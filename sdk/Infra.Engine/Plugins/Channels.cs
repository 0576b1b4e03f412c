using Grpc.Net.Client;
using Infra.Protocol;
using Infra.Protocol.Rpc;

namespace Infra.Engine.Plugins;

/// <summary>Opens channels to servers on this machine.</summary>
internal static class Channels
{
    /// <summary>A channel to an address like <c>127.0.0.1:4711</c>.</summary>
    /// <exception cref="InfraException">It is no such address.</exception>
    public static GrpcChannel To(string address) =>
        GrpcChannel.ForAddress(
            Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri)
                ? uri
                : throw new InfraException(
                    $"'{address}' is not the address of a server: expected one like 127.0.0.1:4711."
                ),
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
