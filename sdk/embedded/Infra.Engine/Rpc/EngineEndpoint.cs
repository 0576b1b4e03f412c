using System.Net;
using System.Net.Sockets;

namespace Infra.Engine.Rpc;

/// <summary>
/// The listening socket of the engine, on a free loopback port. Callers can connect before the server runs, so plugins and programs
/// start without waiting for it.
/// </summary>
internal sealed class EngineEndpoint : IDisposable
{
    private const int Backlog = 512;

    private EngineEndpoint(Socket socket, EndPoint bound) => (Socket, Bound) = (socket, bound);

    public Socket Socket { get; }

    /// <summary>What the socket listens on.</summary>
    public EndPoint Bound { get; }

    /// <summary>The address as plugins and SDKs take it, e.g. <c>127.0.0.1:4711</c>.</summary>
    public string Address => $"{Bound}";

    public static EngineEndpoint Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(Backlog);
        return new(
            socket,
            socket.LocalEndPoint
                ?? throw new InvalidOperationException("A socket that listens has an address.")
        );
    }

    public void Dispose() => Socket.Dispose();
}
