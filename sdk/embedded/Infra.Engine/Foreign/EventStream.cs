using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Foreign;

/// <summary>Sends a run's events to a listener in another process, as the Automation API is one.</summary>
public sealed class EventStream : IAsyncDisposable
{
    /// <summary>The prefix of an address that means a listener and not a file.</summary>
    public const string Scheme = "tcp://";

    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly string _address;
    private readonly GrpcChannel _channel;
    private readonly AsyncClientStreamingCall<EventRequest, Empty> _call;
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>(
        new() { SingleReader = true }
    );
    private readonly Task _sending;

    /// <summary>Starts a stream.</summary>
    /// <param name="address">Where the listener is, e.g. <c>tcp://127.0.0.1:4711</c>.</param>
    public EventStream(string address)
    {
        _address = address;
        _channel = LocalChannel.To(address[Scheme.Length..]);
        _call = new Pulumirpc.Events.EventsClient(_channel).StreamEvents();
        _sending = SendAllAsync();
    }

    /// <summary>Queues an event; events are sent in the order of the calls.</summary>
    /// <param name="text">The event as a JSON object.</param>
    public void Send(string text) => _queue.Writer.TryWrite(text);

    /// <summary>Sends what is queued and ends the stream.</summary>
    /// <exception cref="InfraException">The listener cannot be reached, or closed the connection.</exception>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _sending.WaitAsync(EndTimeout);
        }
        catch (Exception e)
            when (e is RpcException or TimeoutException or InvalidOperationException or IOException)
        {
            throw new InfraException(
                $"The events could not be sent to {_address}: {(e as RpcException)?.Status.Detail ?? "nobody took them"}.",
                e
            );
        }
        finally
        {
            _call.Dispose();
            _channel.Dispose();
        }
    }

    private async Task SendAllAsync()
    {
        await foreach (var text in _queue.Reader.ReadAllAsync())
        {
            await _call.RequestStream.WriteAsync(new() { Event = text });
        }

        await _call.RequestStream.CompleteAsync();
        await _call.ResponseAsync;
    }
}
