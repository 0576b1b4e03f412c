using Grpc.Core;
using Grpc.Net.Client;
using Infra.Protocol.Naming;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.NixHost.Provider.Log;

/// <summary>Sends lines to the engine; connects with the first line, because most previews send none.</summary>
/// <param name="address">The engine's <c>host:port</c>.</param>
internal sealed class EngineLog(string address) : IEngineLog, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lazy<GrpcChannel> _channel = new(() => LocalChannel.To(address));

    /// <inheritdoc/>
    public Task InfoAsync(Urn urn, string message, CancellationToken cancellationToken) =>
        SendAsync(Request(urn, message, LogSeverity.Info), cancellationToken);

    /// <inheritdoc/>
    public Task WarnAsync(Urn urn, string message, CancellationToken cancellationToken) =>
        SendAsync(Request(urn, message, LogSeverity.Warning), cancellationToken);

    /// <inheritdoc/>
    public void Status(Urn urn, string message)
    {
        var request = Request(urn, message, LogSeverity.Info);
        request.Ephemeral = true;
        _ = SendAsync(request, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_channel.IsValueCreated)
        {
            _channel.Value.Dispose();
        }
    }

    private static LogRequest Request(Urn urn, string message, LogSeverity severity) =>
        new()
        {
            Severity = severity,
            Message = message,
            Urn = urn.Value,
        };

    private async Task SendAsync(LogRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var client = new Engine.EngineClient(_channel.Value);
            await client
                .LogAsync(request, cancellationToken: cancellationToken)
                .ResponseAsync.WaitAsync(Patience, cancellationToken);
        }
        catch (Exception e) when (e is RpcException or TimeoutException or ObjectDisposedException)
        {
            // A lost log line must not fail the operation.
        }
    }
}
