using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Libvirt.Interop;

/// <summary><c>virStoragePoolInfo</c>: sizes of a pool in bytes, as of its last refresh.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct StoragePoolInfo(
    int State,
    ulong Capacity,
    ulong Allocation,
    ulong Available
);
