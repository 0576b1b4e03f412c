using Infra.NixHost.Host.Files;
using Infra.NixHost.Host.Nix;

namespace Infra.NixHost.Host.Images;

/// <summary>
/// The places where backing files may lie. An image names its backing file itself, so a foreign image could show a guest any file of the host.
/// </summary>
/// <param name="store">Knows the store.</param>
/// <param name="imageDirectory">The default directory of disks.</param>
/// <param name="pools">Lists the directories of the storage pools.</param>
internal sealed class BackingPlaces(
    INixStore store,
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
        var real = RealPath.Of(path);
        if (IsInStore(path, real) || named.Any(n => RealPath.Of(n) == real))
        {
            return true;
        }

        var places = named.Select(n => Path.GetDirectoryName(RealPath.Of(n)) ?? "/");
        if (!SystemDirectories.Have(real) && places.Any(place => RealPath.IsBelow(real, place)))
        {
            return true;
        }

        return IsIn(imageDirectory) || (await pools(cancellationToken)).Any(IsIn);

        bool IsIn(string place) => RealPath.IsBelow(real, RealPath.Of(place));
    }

    /// <summary>The store itself may lie behind a link.</summary>
    private bool IsInStore(string path, string real) =>
        store.StorePathOf(real) is not null
        || (
            store.StorePathOf(path) is { } storePath
            && RealPath.IsBelow(real, RealPath.Of(Path.GetDirectoryName(storePath) ?? "/"))
        );
}
