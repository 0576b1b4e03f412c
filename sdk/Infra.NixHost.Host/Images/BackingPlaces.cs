using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Hosts.Images;

/// <summary>
/// The places where backing files may lie. An image names its backing file itself, so a foreign image could show a guest any file of the host.
/// </summary>
/// <param name="store">Knows the store.</param>
/// <param name="files">The files of the host.</param>
/// <param name="imageDirectory">The default directory of disks.</param>
/// <param name="pools">Lists the directories of the storage pools.</param>
internal sealed class BackingPlaces(
    INixStore store,
    IHostFiles files,
    string imageDirectory,
    Func<CancellationToken, Task<IReadOnlyList<string>>> pools
)
{
    /// <summary>Whether a backing file lies in the store, in a pool, or in a directory that the program names.</summary>
    /// <param name="path">The backing file.</param>
    /// <param name="named">Files that the program names: the disk, and the base it was made on.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<bool> AllowAsync(
        string path,
        IEnumerable<string> named,
        CancellationToken cancellationToken
    )
    {
        var known = files.RealPaths([path, imageDirectory, .. named]);
        var (real, images) = (known[0], known[1]);
        var disks = known.Skip(2).ToList();
        if (IsInStore(path, real) || disks.Contains(real, StringComparer.Ordinal))
        {
            return true;
        }

        var places = disks.Select(PathText.DirectoryOf);
        if (!SystemDirectories.Have(real) && places.Any(place => PathText.IsBelow(real, place)))
        {
            return true;
        }

        return PathText.IsBelow(real, images)
            || files
                .RealPaths(await pools(cancellationToken))
                .Any(pool => PathText.IsBelow(real, pool));
    }

    /// <summary>The store itself may lie behind a link.</summary>
    private bool IsInStore(string path, string real) =>
        store.StorePathOf(real) is not null
        || (
            store.StorePathOf(path) is { } storePath
            && PathText.IsBelow(real, files.RealPath(PathText.DirectoryOf(storePath)))
        );
}
