using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>The screen of an engine in another process.</summary>
internal sealed class GrpcEngine(string address) : IEngine
{
    // Connected by the first message: most programs have none.
    private readonly Lazy<Engine.EngineClient> _client = new(() => new(EngineChannel.To(address)));

    public async Task LogAsync(LogRequest request) =>
        await _client.Value.LogAsync(request).ConfigureAwait(false);

    public async Task RequirePulumiVersionAsync(string range) =>
        await _client
            .Value.RequirePulumiVersionAsync(new() { PulumiVersionRange = range })
            .ConfigureAwait(false);
}
