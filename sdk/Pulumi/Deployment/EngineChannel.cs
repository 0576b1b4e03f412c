using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol.Rpc;

namespace Pulumi.Deployments;

/// <summary>Connections to the engine on this machine.</summary>
internal static class EngineChannel
{
    /// <param name="address">As the engine gives it: host and port.</param>
    public static CallInvoker To(string address)
    {
        var options = new GrpcChannelOptions
        {
            // A proxy of the environment is for the world outside.
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
        return new DeepCallInvoker(
            GrpcChannel.ForAddress($"http://{address}", options).CreateCallInvoker()
        );
    }
}
