using System.Collections.Concurrent;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The space of the directories with disks, which the host is asked for once in a run.</summary>
internal sealed class DiskSpaces(INixHost host)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FileSystemSpace> _spaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, long>> _allocations = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, SharedReading<string?>> _pools = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, SharedReading<long?>> _images = new(
        StringComparer.Ordinal
    );

    /// <summary>The space of the file system of a directory.</summary>
    public FileSystemSpace Of(string directory) => Once(_spaces, directory, host.Facts.SpaceOf);

    /// <summary>The bytes that the files of a disk take at the moment.</summary>
    public long Allocated(string directory, DiskWish disk)
    {
        if (disk.FileNames.IsEmpty)
        {
            return 0;
        }

        var files = Once(_allocations, directory, host.Images.ListAllocations);
        return disk.FileNames.Sum(name => files.GetValueOrDefault(Path.Combine(directory, name)));
    }

    /// <summary>The directory of a disk; <c>null</c> while it is not known.</summary>
    public async Task<string?> DirectoryOfAsync(DiskWish disk, CancellationToken cancellationToken)
    {
        var directory = disk.Pool is { } pool
            ? await _pools
                .GetOrAdd(
                    pool,
                    name =>
                        new(token => OrNullAsync(() => host.Volumes.LocatePoolAsync(name, token)))
                )
                .ReadAsync(cancellationToken)
            : disk.Directory;
        return directory is null ? null : Path.TrimEndingDirectorySeparator(directory);
    }

    /// <summary>What a disk may grow to, in bytes; 0 while that is not known.</summary>
    public async Task<long> PromiseOfAsync(DiskWish disk, CancellationToken cancellationToken)
    {
        if (disk.Size is { } size)
        {
            return size;
        }

        return disk.Image is { } image
            ? await _images
                .GetOrAdd(image, path => new(token => OrNullAsync(() => SizeAsync(path, token))))
                .ReadAsync(cancellationToken)
                ?? 0
            : 0;
    }

    private async Task<long?> SizeAsync(string image, CancellationToken cancellationToken) =>
        host.Images.Exists(image)
            ? (await host.Images.ReadAsync(image, cancellationToken)).VirtualSize
            : null;

    /// <summary>What is wrong with a pool or an image is told by the check of the disk that names it.</summary>
    private static async Task<T?> OrNullAsync<T>(Func<Task<T?>> read)
    {
        try
        {
            return await read();
        }
        catch (HostException)
        {
            return default;
        }
    }

    private T Once<T>(Dictionary<string, T> known, string directory, Func<string, T> read)
    {
        // The others wait for the answer instead of asking the same.
        lock (_gate)
        {
            return known.TryGetValue(directory, out var found)
                ? found
                : known[directory] = read(directory);
        }
    }
}
