using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>The files that guests write to, found through links and volumes: two writers destroy a disk.</summary>
internal sealed class WritableFiles(ProviderSession session)
{
    /// <summary>More directories and links than any path has.</summary>
    private const int MostSteps = 100;

    /// <summary>The file of a disk of the inputs; <c>null</c> for one that the guest only reads, or that is not known yet.</summary>
    public async Task<string?> OfAsync(GuestDiskInputs disk, CancellationToken cancellationToken)
    {
        if (disk.IsReadOnly || disk.IsTransient || disk.Path is not { Length: > 0 } path)
        {
            return null;
        }

        return disk.Kind switch
        {
            "file" or "block" => Resolve(path, MostSteps),
            "volume" => await OfVolumeAsync(path, cancellationToken),
            _ => null,
        };
    }

    /// <summary>The files of the disks of a domain.</summary>
    public async Task<HashSet<string>> OfAsync(XElement domain, CancellationToken cancellationToken)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, disk) in DeviceKeys.Disks(domain))
        {
            if (
                disk.Element("readonly") is not null
                || disk.Element("transient") is not null
                || DiskInputs.PathOf(disk) is not { Length: > 0 } path
            )
            {
                continue;
            }

            var file =
                disk.Attribute("type")?.Value == "volume"
                    ? await OfVolumeAsync(path, cancellationToken)
                    : Resolve(path, MostSteps);
            if (file is not null)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private async Task<string?> OfVolumeAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Split('/', 2) is not [var pool, var volume])
        {
            return null;
        }

        var directory = await session.Host.Volumes.LocatePoolAsync(pool, cancellationToken);
        return directory is null ? null : Resolve(Path.Combine(directory, volume), MostSteps);
    }

    private static string Resolve(string path, int steps)
    {
        if (steps == 0 || Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(Resolve(parent, steps - 1), Path.GetFileName(path));
        try
        {
            return File.ResolveLinkTarget(here, returnFinalTarget: true) is { } target
                ? Resolve(target.FullName, steps - 1)
                : here;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A path that cannot be followed is its own name; the check of the disk's source reports it.
            return here;
        }
    }
}
