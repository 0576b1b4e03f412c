using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virNetworkPtr</c>.</summary>
internal sealed class NetworkHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes ownership of a reference from a list.</summary>
    public static NetworkHandle Own(nint pointer)
    {
        var owned = new NetworkHandle();
        owned.SetHandle(pointer);
        return owned;
    }

    protected override bool ReleaseHandle() => VirApi.virNetworkFree(handle) >= 0;
}
