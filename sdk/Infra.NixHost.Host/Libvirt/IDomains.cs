namespace Infra.NixHost.Hosts.Libvirt;

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

    /// <summary>Reads the persistent definitions of all domains in one call.</summary>
    Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken);

    /// <summary>What each running domain takes of the host, read in one call.</summary>
    Task<IReadOnlyList<DomainUse>> ReadUseAsync(CancellationToken cancellationToken);

    /// <summary>All domains.</summary>
    Task<IReadOnlyList<DomainInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The XML of the persistent definition, or of the running domain.</summary>
    Task<string> GetXmlAsync(Guid uuid, bool live, CancellationToken cancellationToken);

    /// <summary>Defines a domain or changes its definition; the XML is validated against libvirt's schema.</summary>
    Task<DomainInfo> DefineAsync(string xml, CancellationToken cancellationToken);

    /// <summary>Boots a defined domain. A saved one continues from its saved state, with the definition of that time.</summary>
    Task StartAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the guest to power off and waits for <paramref name="grace"/>; after that the domain is destroyed. A domain that is off stays as it is.
    /// </summary>
    /// <returns>Whether the guest powered itself off.</returns>
    Task<bool> StopAsync(Guid uuid, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes the definition with its saved state, snapshot metadata, NVRAM and TPM state. The domain must be off.</summary>
    Task UndefineAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>Sets whether the domain starts with the host.</summary>
    Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken);

    /// <summary>Counts how often the guest resets its machine from now on. Disposing the result ends the counting.</summary>
    Task<IRebootCount> CountRebootsAsync(Guid uuid, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a line to a virtio channel of a running guest, then waits a moment for any answer. The answer is dropped, and nobody else may
    /// read the channel meanwhile.
    /// </summary>
    Task TellAsync(Guid uuid, string channel, string line, CancellationToken cancellationToken);

    /// <summary>
    /// The lines that a running guest writes to a virtio channel, until it powers off. Only one reader may be there at a time.
    /// </summary>
    IAsyncEnumerable<string> ReadChannelAsync(
        Guid uuid,
        string channel,
        CancellationToken cancellationToken
    );
}
