namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Everything that libvirt knows of a domain, read in one call.</summary>
/// <param name="Info">Its name and states.</param>
/// <param name="Xml">The persistent definition; for a transient domain, the XML of the running one.</param>
/// <param name="LiveXml">The XML of the running domain, or <c>null</c> when it is off.</param>
public sealed record DomainReading(DomainInfo Info, string Xml, string? LiveXml);
