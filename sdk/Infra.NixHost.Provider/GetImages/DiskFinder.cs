using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>
/// Finds the disks of a host: the qcow2 files of all pools, of the directories of guests' disks and of those that records name. Each has its chain
/// followed, a level of all chains at a time.
/// </summary>
internal sealed class DiskFinder(ProviderSession session)
{
    /// <summary>Files that back each other have no end, and QEMU refuses far shorter chains.</summary>
    private const int LongestChain = 200;

    private readonly INixHost _host = session.Host;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _below = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stored = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string>.Builder _problems =
        ImmutableArray.CreateBuilder<string>();

    /// <summary>Finds the disks.</summary>
    public async Task<FoundDisks> FindAsync(
        ImmutableArray<GuestFiles> guests,
        CancellationToken cancellationToken
    )
    {
        var remembered = _host.Chains.ListRemembered();
        _problems.AddRange(
            remembered
                .Where(r => r.Disk.Length == 0)
                .Select(r => $"the record {r.Record} of the base of a disk cannot be read")
        );
        string[] named = [.. guests.SelectMany(g => g.Paths)];
        string[] recorded = [.. remembered.Select(r => r.Disk).Where(Path.IsPathFullyQualified)];
        var directories = await DirectoriesAsync([.. named, .. recorded], cancellationToken);
        foreach (var directory in directories)
        {
            AddFilesOf(directory);
        }

        var listed = _files.ToHashSet(StringComparer.Ordinal);
        _files.UnionWith(named.Where(p => _host.Store.StorePathOf(p) is null));
        await AddDevicesAsync(guests.SelectMany(g => g.Devices), cancellationToken);
        Follow([
            .. _files,
            .. named,
            .. remembered.Select(r => r.Base).Where(Path.IsPathFullyQualified),
        ]);
        return new()
        {
            Directories = directories,
            Files = _files,
            Below = _below,
            Stored = _stored,
            Remembered =
            [
                .. remembered
                    .Where(r => r.Disk.Length > 0)
                    .Select(r => (r, listed.Contains(r.Disk) || _host.Images.Exists(r.Disk))),
            ],
            Problems = _problems.ToImmutable(),
        };
    }

    private async Task<ImmutableArray<string>> DirectoriesAsync(
        string[] files,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await _host.Volumes.ListPoolDirectoriesAsync(cancellationToken))
                .Append(_host.Options.ImageDirectory)
                .Concat(files.Select(f => Path.GetDirectoryName(f) ?? "/"))
                .Select(Path.TrimEndingDirectorySeparator)
                .Where(d => !IsOfDevices(d) && !IsInStore(d))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Images of the store are no disks, also where one of them is a file in the store's own directory.</summary>
    private bool IsInStore(string directory) =>
        _host.Store.StorePathOf(Path.Combine(directory, "file")) is not null;

    private static bool IsOfDevices(string directory) =>
        directory == "/dev" || directory.StartsWith("/dev/", StringComparison.Ordinal);

    private void AddFilesOf(string directory)
    {
        try
        {
            _files.UnionWith(_host.Images.ListQcow2(directory));
        }
        catch (HostException e) when (e.Code == "disks-denied")
        {
            _problems.Add(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"the disks in {directory} cannot be read: {e.Message}");
        }
    }

    /// <summary>The backing file of an image in a block device, which is no file to read, as QEMU's own tool tells it.</summary>
    private async Task AddDevicesAsync(
        IEnumerable<string> devices,
        CancellationToken cancellationToken
    )
    {
        foreach (var device in devices.Distinct(StringComparer.Ordinal))
        {
            try
            {
                var image = await _host.Images.ReadAsync(device, cancellationToken);
                if (image.BackingPath is { } below)
                {
                    _below[device] = below;
                }
            }
            catch (HostException e)
            {
                _problems.Add($"the image in {device} cannot be read: {e.Message}");
            }
        }
    }

    private void Follow(IReadOnlyList<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var level = paths.Where(seen.Add).Order(StringComparer.Ordinal).ToList();
        for (var depth = 0; level.Count > 0; depth++)
        {
            if (depth == LongestChain)
            {
                _problems.Add($"the backing files of {level[0]} have no end");
                return;
            }

            var open = NotStored(level);
            var backings = _host.Images.ReadBackings(open);
            for (var i = 0; i < open.Count; i++)
            {
                Add(open[i], backings[i]);
            }

            level = [.. open.Select(_below.GetValueOrDefault).OfType<string>().Where(seen.Add)];
        }
    }

    private void Add(string path, RecordedBacking backing)
    {
        if (backing.Problem is { } problem)
        {
            _problems.Add($"what {path} lies on is not known: {problem}");
        }
        else if (backing.Path is { } below)
        {
            _below[path] = below;
        }
    }

    /// <summary>The paths that lead to no image of the store; chains end there.</summary>
    private List<string> NotStored(List<string> paths)
    {
        var real = _host.Files.RealPaths(paths);
        var open = new List<string>();
        for (var i = 0; i < paths.Count; i++)
        {
            if (
                (_host.Store.StorePathOf(paths[i]) ?? _host.Store.StorePathOf(real[i])) is
                { } stored
            )
            {
                _stored[paths[i]] = stored;
            }
            else
            {
                open.Add(paths[i]);
            }
        }

        return open;
    }
}
