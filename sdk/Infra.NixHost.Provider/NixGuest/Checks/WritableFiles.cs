using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>The files that guests write to, found through links and volumes: two writers destroy a disk.</summary>
internal sealed class WritableFiles(ProviderSession session)
{
    private readonly DiskFiles _files = new(session);

    /// <summary>The file of a disk of the inputs; <c>null</c> for one that the guest only reads, or that is not known yet.</summary>
    public async Task<string?> OfAsync(GuestDiskInputs disk, CancellationToken cancellationToken)
    {
        if (disk.IsReadOnly || disk.IsTransient || disk.Path is not { Length: > 0 } path)
        {
            return null;
        }

        var file = disk.Kind switch
        {
            "file" or "block" => path,
            "volume" => await _files.LocateVolumeAsync(path, cancellationToken),
            _ => null,
        };
        return file is null ? null : session.Host.Files.RealPath(file);
    }

    /// <summary>The files of the disks of a domain.</summary>
    public async Task<HashSet<string>> OfAsync(XElement domain, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (var (_, disk) in DeviceKeys.Disks(domain))
        {
            if (
                disk.Element("readonly") is not null
                || disk.Element("transient") is not null
                || await _files.LocateAsync(disk.Element("source"), cancellationToken)
                    is not { Length: > 0 } file
            )
            {
                continue;
            }

            files.Add(file);
        }

        return session.Host.Files.RealPaths(files).ToHashSet(StringComparer.Ordinal);
    }
}
