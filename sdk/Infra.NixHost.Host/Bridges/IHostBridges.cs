namespace Infra.NixHost.Hosts.Bridges;

/// <summary>The host's own bridges. They are only read.</summary>
public interface IHostBridges
{
    /// <summary>The kernel's bridge of this interface name, or <c>null</c> when there is none.</summary>
    HostBridge? Find(string name);

    /// <summary>The bridge of this interface name, of the kernel or of Open vSwitch, or <c>null</c>.</summary>
    Task<HostBridge?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of the kernel's bridges, which messages offer as a choice.</summary>
    IReadOnlyList<string> List();
}
