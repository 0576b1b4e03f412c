namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Bridges of this machine that go with the test. Nothing leads out of them.</summary>
internal sealed class RealBridges : IAsyncDisposable
{
    private readonly List<string> _names = [];

    /// <summary>Makes one; its name is as long as the kernel allows.</summary>
    public async Task<string> MakeAsync()
    {
        var name = $"nht{Guid.NewGuid().ToString("N")[..10]}";
        await MakeAsync(name);
        return name;
    }

    /// <summary>Makes one that was taken away again.</summary>
    public async Task MakeAsync(string name)
    {
        await RealHost.RunAsync("ip", "link", "add", name, "type", "bridge");
        _names.Add(name);
        await RealHost.RunAsync("ip", "link", "set", name, "up");
    }

    /// <summary>Gives a bridge a port with carrier, as a cable that leads out does.</summary>
    public async Task AddUplinkAsync(string bridge)
    {
        var (port, peer) = ($"{bridge}u", $"{bridge}p");
        await RealHost.RunAsync("ip", "link", "add", port, "type", "veth", "peer", "name", peer);
        _names.Add(port);
        await RealHost.RunAsync("ip", "link", "set", port, "master", bridge, "up");
        await RealHost.RunAsync("ip", "link", "set", peer, "up");
    }

    /// <summary>Takes one away, as somebody at the host would.</summary>
    public async Task RemoveAsync(string name)
    {
        _names.Remove(name);
        await RealHost.RunAsync("ip", "link", "delete", name);
    }

    /// <summary>The ports of a bridge.</summary>
    public static IReadOnlyList<string> PortsOf(string name) =>
        [
            .. Directory
                .EnumerateFileSystemEntries($"/sys/class/net/{name}/brif")
                .Select(p => Path.GetFileName(p)),
        ];

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names.ToList())
            await RemoveAsync(name);
    }
}
