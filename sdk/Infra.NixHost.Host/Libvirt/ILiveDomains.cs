namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>
/// Changes of running domains by the hot-plug API. They last until the domain stops and leave the definition alone. Every call has a
/// timeout and throws <see cref="LibvirtException"/> when libvirt refuses.
/// </summary>
public interface ILiveDomains
{
    /// <summary>Plugs a device in.</summary>
    Task AttachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the guest to release a device. The guest may do so later or never; the XML of the running domain tells whether the device is gone.
    /// </summary>
    Task DetachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken);

    /// <summary>Changes a device, such as the bridge of a network card.</summary>
    Task UpdateDeviceAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken);

    /// <summary>Asks the guest's balloon for this much memory, up to the domain's maximum.</summary>
    Task SetMemoryAsync(Guid uuid, long bytes, CancellationToken cancellationToken);

    /// <summary>The memory that the balloon driver leaves the guest at the moment, in bytes.</summary>
    Task<long> GetMemoryAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Adds virtual CPUs, up to the domain's maximum.</summary>
    Task SetCpusAsync(Guid uuid, int count, CancellationToken cancellationToken);

    /// <summary>Resumes a paused domain.</summary>
    Task ResumeAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Wakes a domain that its guest has suspended; the domain runs a moment later.</summary>
    Task WakeUpAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>The disks of a running or paused domain whose last read or write failed.</summary>
    Task<IReadOnlyList<DiskFault>> ReadDiskFaultsAsync(
        Guid uuid,
        CancellationToken cancellationToken
    );

    /// <summary>Sets the action after a crash of the guest.</summary>
    Task SetCrashActionAsync(Guid uuid, CrashAction action, CancellationToken cancellationToken);
}
