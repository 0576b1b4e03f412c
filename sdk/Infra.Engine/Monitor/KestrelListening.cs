using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Infra.Engine.Monitor;

/// <summary>How the engine's server listens.</summary>
internal static class KestrelListening
{
    /// <summary>On IPv4 loopback, any port, HTTP/2 without TLS: as plugins and SDKs dial.</summary>
    public static void ListenLocalhostOnFreePort(this KestrelServerOptions kestrel) =>
        kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
}
