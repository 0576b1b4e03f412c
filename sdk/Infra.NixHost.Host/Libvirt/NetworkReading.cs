namespace Infra.NixHost.Host.Libvirt;

/// <summary>All that libvirt knows of a network, read in one go.</summary>
/// <param name="Info">Its name and states.</param>
/// <param name="Xml">The persistent definition; of a transient network the active one.</param>
/// <param name="LiveXml">The active network, or <c>null</c> when it is not started.</param>
public sealed record NetworkReading(NetworkInfo Info, string Xml, string? LiveXml);
