namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Bridges of this machine that are removed with the test. They have no uplink.</summary>
internal sealed class RealBridges : IAsyncDisposable
{
    private readonly List<string> _names = [];

    /// <summary>Creates a bridge whose name is as long as the kernel allows.</summary>
    public async Task<string> MakeAsync()
    {
        var name = $"nht{Guid.NewGuid().ToString("N")[..10]}";
        await MakeAsync(name);
        return name;
    }

    /// <summary>Creates a bridge again that was removed.</summary>
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

    /// <summary>Removes a bridge, as somebody at the host would.</summary>
    public async Task RemoveAsync(string name)
    {
        _names.Remove(name);
        await RealHost.RunAsync("ip", "link", "delete", name);
    }

    /// <summary>Renames a bridge, as a new configuration of the host does; its ports stay.</summary>
    public async Task<string> RenameAsync(string name)
    {
        var other = $"nht{Guid.NewGuid().ToString("N")[..10]}";
        await RealHost.RunAsync("ip", "link", "set", name, "down");
        await RealHost.RunAsync("ip", "link", "set", name, "name", other);
        _names[_names.IndexOf(name)] = other;
        await RealHost.RunAsync("ip", "link", "set", other, "up");
        return other;
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
        {
            await RemoveAsync(name);
        }
    }
}
