using Infra.NixHost.Hosts.Bridges;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeBridges : IHostBridges
{
    /// <summary>The host's bridges; by default one that leads out and one that does not.</summary>
    public Dictionary<string, HostBridge> All { get; } =
        new(StringComparer.Ordinal)
        {
            ["br0"] = new("br0", ["eth0"], HasCarrier: true),
            ["lab0"] = new("lab0", [], HasCarrier: false),
        };

    public HostBridge? Find(string name) => All.GetValueOrDefault(name);

    public Task<HostBridge?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name));

    public IReadOnlyList<string> List() => [.. All.Keys];
}
