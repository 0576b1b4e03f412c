using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Finds the domains that have a file or directory as a disk, by its path or as a volume of a pool.</summary>
internal sealed class DiskUsers(LibvirtConnection connection, IHostFiles files)
{
    /// <summary>The XML of the running domain, or the definition of one that is off.</summary>
    private const uint Xml = 0;
    private const uint InactiveXml = 2;

    /// <summary>The running domains that have it.</summary>
    public Task<IReadOnlyList<string>> FindRunningAsync(
        string path,
        CancellationToken cancellationToken
    ) =>
        FindAsync(
            path,
            DomainList.Active,
            (connect, domain) => Uses(connect, domain, path, Xml),
            cancellationToken
        );

    /// <summary>The domains that have it now, or would have it after their next start.</summary>
    public Task<IReadOnlyList<string>> FindAllAsync(
        string path,
        CancellationToken cancellationToken
    ) =>
        FindAsync(
            path,
            DomainList.All,
            (connect, domain) =>
                Uses(connect, domain, path, Xml) || Uses(connect, domain, path, InactiveXml),
            cancellationToken
        );

    private Task<IReadOnlyList<string>> FindAsync(
        string path,
        uint which,
        Func<ConnectHandle, DomainHandle, bool> uses,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync<IReadOnlyList<string>>(
            $"look for domains that use '{path}'",
            connect =>
                [
                    .. DomainList
                        .Read(
                            connect,
                            which,
                            domain => (Name: NameOf(domain), Uses: uses(connect, domain))
                        )
                        .Where(domain => domain.Uses)
                        .Select(domain => domain.Name),
                ],
            cancellationToken
        );

    private static string NameOf(DomainHandle domain) =>
        VirCall.Text(VirApi.virDomainGetName(domain));

    /// <summary>Whether a definition has a file or directory as a disk, by whatever links.</summary>
    /// <param name="files">The files of the host.</param>
    /// <param name="domain">The definition.</param>
    /// <param name="path">The file or directory.</param>
    /// <param name="directoryOf">Finds the directory of a pool by the pool's name; <c>null</c> where it has none.</param>
    public static bool Uses(
        IHostFiles files,
        XElement domain,
        string path,
        Func<string, string?> directoryOf
    )
    {
        var file = files.RealPath(path);
        var disks = domain
            .Descendants("disk")
            .Select(disk => disk.Element("source"))
            .OfType<XElement>()
            .Select(source =>
                source.Attribute("file")?.Value
                ?? source.Attribute("dir")?.Value
                ?? VolumeOf(source, file, directoryOf)
            )
            .OfType<string>();
        return files.RealPaths([.. disks]).Contains(file, StringComparer.Ordinal);
    }

    /// <summary>Only a volume of the file's own name is looked up, because each look-up of a pool is a call.</summary>
    private static string? VolumeOf(
        XElement source,
        string file,
        Func<string, string?> directoryOf
    ) =>
        source.Attribute("pool")?.Value is { } pool
        && source.Attribute("volume")?.Value is { } volume
        && volume == Path.GetFileName(file)
        && directoryOf(pool) is { } directory
            ? Path.Combine(directory, volume)
            : null;

    private bool Uses(ConnectHandle connect, DomainHandle domain, string path, uint flags) =>
        Uses(
            files,
            XElement.Parse(VirCall.Text(VirApi.virDomainGetXMLDesc(domain, flags))),
            path,
            pool => StoragePools.Find(connect, pool)
        );
}
