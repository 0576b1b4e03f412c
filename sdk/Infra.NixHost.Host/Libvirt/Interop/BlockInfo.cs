using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary><c>virDomainBlockInfo</c>: sizes of a disk in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BlockInfo(ulong Capacity, ulong Allocation, ulong Physical);
