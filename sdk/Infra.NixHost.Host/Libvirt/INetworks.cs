namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The networks of one host. Every call has a timeout and throws <see cref="LibvirtException"/> when libvirt refuses.</summary>
public interface INetworks
{
    /// <summary>A network by name, or <c>null</c>.</summary>
    Task<NetworkInfo?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>A network by UUID, or <c>null</c>.</summary>
    Task<NetworkInfo?> FindAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>A network and its XML by UUID, or <c>null</c>.</summary>
    Task<NetworkReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Reads the definitions of all networks in one call.</summary>
    Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken);

    /// <summary>Whether libvirt supports VLANs on the kernel's bridges, which needs version 11.0.</summary>
    Task<bool> CanTagOnLinuxBridgesAsync(CancellationToken cancellationToken);

    /// <summary>The XML of the persistent definition.</summary>
    Task<string> GetXmlAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Defines a network or changes its definition.</summary>
    Task<NetworkInfo> DefineAsync(string xml, CancellationToken cancellationToken);

    /// <summary>Starts a defined network. An active one stays as it is.</summary>
    Task StartAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Stops a network. An inactive one stays as it is.</summary>
    Task StopAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Removes the definition.</summary>
    Task UndefineAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Sets whether the network starts with the host.</summary>
    Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken);
}
