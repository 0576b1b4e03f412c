using System.Collections.Concurrent;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>
/// Remembers the facts of images until they are written to. Many guests share a base, and each reading takes a process.
/// </summary>
internal sealed class ImageMemo(IHostFiles files, TimeProvider timeProvider)
{
    /// <summary>A file that was written just now may change again without another modification time.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (string Stamp, DiskImage Image)> _known = new(
        StringComparer.Ordinal
    );

    /// <summary>Returns the remembered facts, or those that <paramref name="read"/> gives.</summary>
    public async Task<DiskImage> ReadAsync(string path, Func<Task<DiskImage>> read)
    {
        if (files.Stat(path) is not { } stat || !IsSettled(stat))
        {
            return await read();
        }

        if (_known.TryGetValue(path, out var known) && known.Stamp == stat.Stamp)
        {
            return known.Image;
        }

        var image = await read();
        _known[path] = (stat.Stamp, image);
        return image;
    }

    private bool IsSettled(FileStat stat) => timeProvider.GetUtcNow() - stat.Modified > Settled;
}
