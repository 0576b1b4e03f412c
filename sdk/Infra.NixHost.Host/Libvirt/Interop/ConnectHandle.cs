using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virConnectPtr</c>.</summary>
internal sealed class ConnectHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => VirApi.virConnectClose(handle) >= 0;
}
