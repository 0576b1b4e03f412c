using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>A <c>virDomainPtr</c>.</summary>
internal sealed class DomainHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes ownership of a reference from a list.</summary>
    public static DomainHandle Own(nint pointer)
    {
        var owned = new DomainHandle();
        owned.SetHandle(pointer);
        return owned;
    }

    protected override bool ReleaseHandle() => VirApi.virDomainFree(handle) >= 0;
}
