using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Sends messages to an engine in another process.</summary>
internal sealed class GrpcEngine(string address) : IEngine
{
    // Most programs write no message, so the first one opens the connection.
    private readonly Lazy<Engine.EngineClient> _client = new(() => new(EngineChannel.To(address)));

    public async Task LogAsync(LogRequest request) =>
        await _client.Value.LogAsync(request).ConfigureAwait(false);

    public async Task RequirePulumiVersionAsync(string range) =>
        await _client
            .Value.RequirePulumiVersionAsync(new() { PulumiVersionRange = range })
            .ConfigureAwait(false);
}
