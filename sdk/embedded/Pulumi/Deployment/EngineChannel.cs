using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol.Rpc;

namespace Pulumi.Deployments;

/// <summary>Opens connections to the engine on this machine.</summary>
internal static class EngineChannel
{
    /// <param name="address">The host and port from the engine.</param>
    public static CallInvoker To(string address)
    {
        var options = new GrpcChannelOptions
        {
            // The engine is on this machine, so a proxy from the environment does not apply.
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                EnableMultipleHttp2Connections = true,
            },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MessageLimits.MaxMessageBytes,
            MaxSendMessageSize = MessageLimits.MaxMessageBytes,
        };
        return new NestedMessageCallInvoker(
            GrpcChannel.ForAddress($"http://{address}", options).CreateCallInvoker()
        );
    }
}
