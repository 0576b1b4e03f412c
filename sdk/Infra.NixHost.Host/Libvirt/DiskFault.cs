namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>A disk whose last read or write failed.</summary>
/// <param name="Target">The disk's device in the definition, such as <c>vda</c>.</param>
/// <param name="IsNoSpace">Whether the host had no space left for the write.</param>
public sealed record DiskFault(string Target, bool IsNoSpace);
