namespace Infra.NixHost.Host.Bridges;

/// <summary>The host's own bridges; they are read, never changed.</summary>
public interface IHostBridges
{
    /// <summary>A bridge by interface name, or <c>null</c> when the host has none of that name.</summary>
    HostBridge? Find(string name);

    /// <summary>The names of all bridges, for a hint.</summary>
    IReadOnlyList<string> List();
}
