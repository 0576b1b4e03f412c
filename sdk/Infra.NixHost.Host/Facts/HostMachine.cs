namespace Infra.NixHost.Hosts.Facts;

/// <summary>The machine that a host is, whatever the way to it.</summary>
/// <param name="Uuid">libvirt's UUID of the host: the firmware's, or <c>host_uuid</c> in the configuration of the daemon.</param>
/// <param name="Id">The content of <c>/etc/machine-id</c>, which tells machines apart whose firmware has one UUID; empty for none.</param>
/// <param name="Boot">The kernel's id of this boot, which no two machines share, not even copies; empty for none.</param>
public sealed record HostMachine(Guid Uuid, string Id, string Boot);
