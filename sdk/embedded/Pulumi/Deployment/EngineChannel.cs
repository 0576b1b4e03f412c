using Grpc.Core;
using Infra.Protocol.Rpc;

namespace Pulumi.Deployments;

/// <summary>Opens connections to the engine on this machine.</summary>
internal static class EngineChannel
{
    /// <param name="address">The host and port from the engine.</param>
    public static CallInvoker To(string address) =>
        new NestedMessageCallInvoker(LocalChannel.To(address).CreateCallInvoker());
}
