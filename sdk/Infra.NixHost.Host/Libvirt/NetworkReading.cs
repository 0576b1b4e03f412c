namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Everything that libvirt knows of a network, read in one call.</summary>
/// <param name="Info">Its name and states.</param>
/// <param name="Xml">The persistent definition; for a transient network, the XML of the active one.</param>
/// <param name="LiveXml">The XML of the active network, or <c>null</c> when it is not started.</param>
public sealed record NetworkReading(NetworkInfo Info, string Xml, string? LiveXml);
