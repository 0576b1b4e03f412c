using System.Xml.Linq;
using Infra.NixHost.Host.Libvirt.Interop;

namespace Infra.NixHost.Host.Libvirt;

/// <summary>Finds the domains that have a file or directory as a disk.</summary>
internal sealed class DiskUsers(LibvirtConnection connection)
{
    /// <summary>The XML of the running domain, or the definition of one that is off.</summary>
    private const uint Xml = 0;
    private const uint InactiveXml = 2;

    /// <summary>The running domains that have it.</summary>
    public Task<IReadOnlyList<string>> FindRunningAsync(
        string path,
        CancellationToken cancellationToken
    ) => FindAsync(path, DomainList.Active, domain => Uses(domain, path, Xml), cancellationToken);

    /// <summary>The domains that have it now, or would have it after their next start.</summary>
    public Task<IReadOnlyList<string>> FindAllAsync(
        string path,
        CancellationToken cancellationToken
    ) =>
        FindAsync(
            path,
            DomainList.All,
            domain => Uses(domain, path, Xml) || Uses(domain, path, InactiveXml),
            cancellationToken
        );

    private Task<IReadOnlyList<string>> FindAsync(
        string path,
        uint which,
        Func<DomainHandle, bool> uses,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync<IReadOnlyList<string>>(
            $"look for domains that use '{path}'",
            connect =>
                [
                    .. DomainList
                        .Read(connect, which, domain => (Name: NameOf(domain), Uses: uses(domain)))
                        .Where(domain => domain.Uses)
                        .Select(domain => domain.Name),
                ],
            cancellationToken
        );

    private static string NameOf(DomainHandle domain) =>
        VirCall.Text(VirApi.virDomainGetName(domain));

    private static bool Uses(DomainHandle domain, string path, uint flags) =>
        XElement
            .Parse(VirCall.Text(VirApi.virDomainGetXMLDesc(domain, flags)))
            .Descendants("disk")
            .Select(disk => disk.Element("source"))
            .Any(source =>
                source?.Attribute("file")?.Value == path || source?.Attribute("dir")?.Value == path
            );
}
