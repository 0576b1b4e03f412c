namespace Infra.NixHost.Host.Bridges;

/// <summary>The host's own bridges; they are read, never changed.</summary>
public interface IHostBridges
{
    /// <summary>A bridge of the kernel by interface name, or <c>null</c> when the host has none of that name.</summary>
    HostBridge? Find(string name);

    /// <summary>A bridge by interface name, of the kernel or of Open vSwitch, or <c>null</c>.</summary>
    Task<HostBridge?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of all bridges of the kernel, for a hint.</summary>
    IReadOnlyList<string> List();
}
