using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The numbers of libvirt calls on one connection.</summary>
/// <param name="All">The number of all calls.</param>
/// <param name="Changes">The number of calls that can change something.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LibvirtCalls(long All, long Changes);
