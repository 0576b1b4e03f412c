using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virStorageVolPtr</c>.</summary>
internal sealed class VolumeHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes ownership of a reference from a list.</summary>
    public static VolumeHandle Own(nint pointer)
    {
        var owned = new VolumeHandle();
        owned.SetHandle(pointer);
        return owned;
    }

    protected override bool ReleaseHandle() => VirApi.virStorageVolFree(handle) >= 0;
}
