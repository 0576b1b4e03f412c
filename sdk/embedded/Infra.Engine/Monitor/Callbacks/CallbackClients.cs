using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Monitor.Callbacks;

/// <summary>Calls functions of the program: hooks and transforms.</summary>
internal sealed class CallbackClients : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<GrpcChannel>> _channels = new();

    /// <summary>Calls a function with a message and returns its answer; its error becomes an <see cref="InfraException"/>.</summary>
    public async Task<T> CallAsync<T>(Callback callback, IMessage request)
        where T : class, IMessage
    {
        var channel = _channels.GetOrAdd(
            callback.Target,
            target => new Lazy<GrpcChannel>(() => LocalChannel.To(target))
        );
        var client = new Pulumirpc.Callbacks.CallbacksClient(
            new NestedMessageCallInvoker(channel.Value.CreateCallInvoker())
        );
        try
        {
            var answer = await client.InvokeAsync(
                new() { Token = callback.Token, Request = request.ToByteString() }
            );
            return NestedMessage.Parse<T>(answer.Response);
        }
        catch (RpcException e) when (LocalChannel.IsBroken(e))
        {
            throw new InfraException(
                $"The program did not answer at {callback.Target}; it may have ended too early.",
                e
            );
        }
        catch (RpcException e)
        {
            throw new InfraException(e.Status.Detail, e);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InfraException(
                $"The program's answer to a callback is not the expected message: {e.Message}",
                e
            );
        }
    }

    /// <summary>Throws unless a callback has an address.</summary>
    public static void Require(Callback? callback)
    {
        if (callback is null || callback.Target.Length == 0)
        {
            throw new InfraException(
                "A callback needs a target: the address of the program's Callbacks server."
            );
        }
    }

    public void Dispose()
    {
        // A client without an address has no channel to close.
        foreach (var channel in _channels.Values.Where(channel => channel.IsValueCreated))
        {
            channel.Value.Dispose();
        }
    }
}
