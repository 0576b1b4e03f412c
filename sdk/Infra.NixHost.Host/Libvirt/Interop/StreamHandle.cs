using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virStreamPtr</c>.</summary>
internal sealed class StreamHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => VirApi.virStreamFree(handle) >= 0;
}
