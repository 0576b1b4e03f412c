using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;

namespace Infra.Protocol.Rpc;

/// <summary>Opens channels to servers on this machine: engines, plugins and programs.</summary>
public static class LocalChannel
{
    /// <summary>A channel to an address like <c>127.0.0.1:4711</c>, past any proxy of the environment.</summary>
    /// <exception cref="InfraException">The text is not such an address.</exception>
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
                // One connection carries 100 calls at once; more connections are opened as needed.
                HttpHandler = new SocketsHttpHandler
                {
                    EnableMultipleHttp2Connections = true,
                    UseProxy = false,
                    UseCookies = false,
                    PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
#pragma warning disable CA2262 // 16 MiB, as in Pulumi's engine: errors travel in headers, with the state of a half-made resource.
                    MaxResponseHeadersLength = 16 * 1024,
#pragma warning restore CA2262
                },
            }
        );

    /// <summary>Whether a call failed because the other side is gone; the text of such a failure is about sockets.</summary>
    public static bool IsBroken(RpcException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Status.DebugException
            is HttpRequestException
                or IOException
                or SocketException;
    }
}
