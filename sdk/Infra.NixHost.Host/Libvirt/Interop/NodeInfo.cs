using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>libvirt's <c>virNodeInfo</c>. The memory is in KiB.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NodeInfo
{
    public fixed byte Model[32];
    public nuint Memory;
    public uint Cpus;
    public uint Megahertz;
    public uint Nodes;
    public uint Sockets;
    public uint Cores;
    public uint Threads;
}
