using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Libvirt;

/// <summary>How much one connection has asked of libvirt.</summary>
/// <param name="All">All calls.</param>
/// <param name="Changes">Those of them that could change something.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LibvirtCalls(long All, long Changes);
