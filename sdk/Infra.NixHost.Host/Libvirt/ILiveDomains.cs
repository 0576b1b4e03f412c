namespace Infra.NixHost.Host.Libvirt;

/// <summary>
/// Changes of running domains by the hot-plug API. They last until the domain stops: the definition is changed by defining it. Every call has a
/// timeout and throws <see cref="LibvirtException"/> when libvirt refuses.
/// </summary>
public interface ILiveDomains
{
    /// <summary>Plugs a device in.</summary>
    Task AttachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the guest to let a device go. That may come later, or never when nothing in the guest answers: see whether it is gone in the XML of the
    /// running domain.
    /// </summary>
    Task DetachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken);

    /// <summary>Changes a device, such as the bridge of a network card.</summary>
    Task UpdateDeviceAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken);

    /// <summary>Asks the guest's balloon for this much memory, up to the domain's maximum.</summary>
    Task SetMemoryAsync(Guid uuid, long bytes, CancellationToken cancellationToken);

    /// <summary>The memory the guest has at the moment, in bytes: what its balloon driver has let it have.</summary>
    Task<long> GetMemoryAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Adds virtual CPUs, up to the domain's maximum.</summary>
    Task SetCpusAsync(Guid uuid, int count, CancellationToken cancellationToken);

    /// <summary>Lets a paused domain go on.</summary>
    Task ResumeAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Sets what follows a crash of the guest.</summary>
    Task SetCrashActionAsync(Guid uuid, CrashAction action, CancellationToken cancellationToken);
}
