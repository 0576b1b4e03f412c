using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary><c>virDomainBlockJobInfo</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BlockJobInfo(int Type, nuint Bandwidth, ulong Current, ulong End);
