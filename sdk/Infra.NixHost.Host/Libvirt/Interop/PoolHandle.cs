using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virStoragePoolPtr</c>.</summary>
internal sealed class PoolHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes ownership of a reference from a list.</summary>
    public static PoolHandle Own(nint pointer)
    {
        var owned = new PoolHandle();
        owned.SetHandle(pointer);
        return owned;
    }

    protected override bool ReleaseHandle() => VirApi.virStoragePoolFree(handle) >= 0;
}
