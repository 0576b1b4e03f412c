using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace Pulumi.Tests.Engine;

/// <summary>Calls functions of a program like an engine.</summary>
internal static class CallbackClient
{
    public static async Task<T> CallAsync<T>(Callback callback, IMessage request)
        where T : IMessage<T>, new()
    {
        using var channel = GrpcChannel.ForAddress($"http://{callback.Target}");
        var response = await new Pulumirpc.Callbacks.CallbacksClient(channel).InvokeAsync(
            new() { Token = callback.Token, Request = request.ToByteString() },
            deadline: DateTime.UtcNow.AddSeconds(20)
        );
        return new MessageParser<T>(() => new()).ParseFrom(response.Response);
    }

    /// <summary>Returns the failure of a call.</summary>
    public static async Task<RpcException> FailAsync(Callback callback, IMessage request)
    {
        try
        {
            await CallAsync<CallbackInvokeResponse>(callback, request);
        }
        catch (RpcException e)
        {
            return e;
        }

        throw new AssertionException("The call of the program's function succeeded.");
    }
}
