using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Reads something of each domain. A domain that vanishes meanwhile is left out.</summary>
internal static class DomainList
{
    public const uint All = 0;

    public const uint Active = 1;

    public static unsafe IReadOnlyList<T> Read<T>(
        ConnectHandle connect,
        uint flags,
        Func<DomainHandle, T> read
    )
    {
        var found = new List<T>();
        var domains = VirCall.List(
            (out nint* items) => VirApi.virConnectListAllDomains(connect, out items, flags),
            DomainHandle.Own
        );
        foreach (var domain in domains)
        {
            using (domain)
            {
                try
                {
                    found.Add(read(domain));
                }
                catch (LibvirtException e) when (VirErrors.IsNotFound(e))
                {
                    // The domain was undefined after the list was made.
                }
            }
        }

        return found;
    }
}
