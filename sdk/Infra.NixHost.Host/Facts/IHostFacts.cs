using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>Reads the facts of a host.</summary>
public interface IHostFacts
{
    /// <summary>Reads the current facts. Anything missing or broken becomes a problem, never an exception.</summary>
    Task<HostFacts> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Reads which machine the host is.</summary>
    /// <exception cref="HostException">libvirt does not answer.</exception>
    Task<HostMachine> ReadMachineAsync(CancellationToken cancellationToken);

    /// <summary>Reads the features that guests can have at the moment.</summary>
    /// <exception cref="HostException">libvirt does not answer.</exception>
    Task<GuestSupport> ReadSupportAsync(CancellationToken cancellationToken);

    /// <summary>Reads the MAC and IP addresses of the host itself.</summary>
    HostInterfaces ReadInterfaces();

    /// <summary>Reads the devices of the host.</summary>
    HostDevices ReadDevices();

    /// <summary>The space of the file system of a directory, which need not exist yet.</summary>
    FileSystemSpace SpaceOf(string directory);
}
