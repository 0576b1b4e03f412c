using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary><c>virDomainDiskError</c>: a disk and the kind of its error.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DiskError
{
    /// <summary>VIR_DOMAIN_DISK_ERROR_NO_SPACE.</summary>
    public const int NoSpace = 2;

    public nint Disk;
    public int Error;
}
