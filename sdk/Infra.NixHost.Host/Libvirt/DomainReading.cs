namespace Infra.NixHost.Host.Libvirt;

/// <summary>All that libvirt knows of a domain, read in one go.</summary>
/// <param name="Info">Its name and states.</param>
/// <param name="Xml">The persistent definition; of a transient domain the running one.</param>
/// <param name="LiveXml">The running domain, or <c>null</c> when it is off.</param>
public sealed record DomainReading(DomainInfo Info, string Xml, string? LiveXml);
