namespace Infra.NixHost.Host.Libvirt;

/// <summary>The domains of one host. Every call has a timeout and throws <see cref="LibvirtException"/> when libvirt refuses.</summary>
public interface IDomains
{
    /// <summary>A domain by UUID, or <c>null</c>.</summary>
    Task<DomainInfo?> FindAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>A domain by name, or <c>null</c>.</summary>
    Task<DomainInfo?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>A domain and its XML by UUID, or <c>null</c>.</summary>
    Task<DomainReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>A domain and its XML by name, or <c>null</c>.</summary>
    Task<DomainReading?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>The persistent definitions of all domains, in one call.</summary>
    Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken);

    /// <summary>All domains.</summary>
    Task<IReadOnlyList<DomainInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The XML of the persistent definition, or of the running domain.</summary>
    Task<string> GetXmlAsync(Guid uuid, bool live, CancellationToken cancellationToken);

    /// <summary>Defines a domain or changes its definition; the XML is validated against libvirt's schema.</summary>
    Task<DomainInfo> DefineAsync(string xml, CancellationToken cancellationToken);

    /// <summary>Boots a defined domain. One that is saved goes on where it was, with the definition of then.</summary>
    Task StartAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the guest to power off and waits; when it has not within <paramref name="grace"/>, pulls the plug. Nothing happens when it is off.
    /// </summary>
    /// <returns>Whether the guest powered itself off.</returns>
    Task<bool> StopAsync(Guid uuid, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes the definition with its managed save image, the metadata of snapshots and checkpoints, NVRAM and TPM state. The domain must be off.</summary>
    Task UndefineAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Sets whether the domain starts with the host.</summary>
    Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken);

    /// <summary>Counts how often the guest resets its machine from now on, until what it gives is disposed.</summary>
    Task<IRebootCount> CountRebootsAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a line to a virtio channel of a running guest, and stays until the guest says something itself or a moment has passed. What it says
    /// meanwhile is lost, and nobody may read the channel at the time.
    /// </summary>
    Task TellAsync(Guid uuid, string channel, string line, CancellationToken cancellationToken);

    /// <summary>
    /// The lines a running guest writes to a virtio channel, as they come; ends when the guest powers off. One reader at a time.
    /// </summary>
    IAsyncEnumerable<string> ReadChannelAsync(
        Guid uuid,
        string channel,
        CancellationToken cancellationToken
    );
}
