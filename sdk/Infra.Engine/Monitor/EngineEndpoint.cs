using System.Net;
using System.Net.Sockets;

namespace Infra.Engine.Monitor;

/// <summary>
/// Where the engine listens: a free port of the loopback interface. Callers can connect from the start and are heard as soon as the
/// server runs, so that plugins and programs need not wait for it to be started.
/// </summary>
internal sealed class EngineEndpoint : IDisposable
{
    private const int Backlog = 512;

    private EngineEndpoint(Socket socket) => Socket = socket;

    /// <summary>The listening socket.</summary>
    public Socket Socket { get; }

    /// <summary>The address as plugins and SDKs take it, e.g. <c>127.0.0.1:4711</c>.</summary>
    public string Address => Socket.LocalEndPoint!.ToString()!;

    /// <summary>Takes a free port.</summary>
    public static EngineEndpoint Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(Backlog);
        return new(socket);
    }

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();
}
