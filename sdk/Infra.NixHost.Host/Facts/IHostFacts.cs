namespace Infra.NixHost.Host.Facts;

/// <summary>Looks at what the host can do.</summary>
public interface IHostFacts
{
    /// <summary>The facts now. What is missing or broken is among the problems, never an exception.</summary>
    Task<HostFacts> ReadAsync(CancellationToken cancellationToken);

    /// <summary>What guests can ask of the host now.</summary>
    /// <exception cref="HostException">libvirt does not answer.</exception>
    Task<GuestSupport> ReadSupportAsync(CancellationToken cancellationToken);

    /// <summary>The devices there are now.</summary>
    HostDevices ReadDevices();

    /// <summary>The free bytes of the file system that a directory is on, or will be on once it is made.</summary>
    long FreeBytes(string directory);
}
