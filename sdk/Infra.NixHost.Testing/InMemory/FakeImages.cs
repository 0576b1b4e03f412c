using System.Collections.Concurrent;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeImages(CallLog calls) : IDiskImages
{
    public ConcurrentDictionary<string, DiskImage> Files { get; } = new(StringComparer.Ordinal);

    public void Add(string path, long size, string? backing = null, long allocation = 196 * 1024) =>
        Files[path] = new(
            path,
            "qcow2",
            size,
            allocation,
            backing,
            backing is null ? null : "qcow2"
        );

    public bool Exists(string path) => Files.ContainsKey(path);

    /// <summary>Directories that were removed; all others are there.</summary>
    public ConcurrentDictionary<string, byte> Gone { get; } = new(StringComparer.Ordinal);

    /// <summary>The files whose headers cannot be read, with the reason.</summary>
    public ConcurrentDictionary<string, string> Unreadable { get; } = new(StringComparer.Ordinal);

    public bool HasDirectory(string path) => !Gone.ContainsKey(path);

    public IReadOnlyList<string> ListQcow2(string directory)
    {
        calls.Read($"qcow2 {directory}");
        return
        [
            .. Files
                .Values.Where(f => f.Format == "qcow2")
                .Select(f => f.Path)
                .Where(p => Path.GetDirectoryName(p) == directory),
        ];
    }

    public IReadOnlyDictionary<string, long> ListAllocations(string directory)
    {
        calls.Read($"allocations {directory}");
        return Files
            .Values.Where(f => Path.GetDirectoryName(f.Path) == directory)
            .ToDictionary(f => f.Path, f => f.Allocation, StringComparer.Ordinal);
    }

    public Task<DiskImage> ReadAsync(string path, CancellationToken cancellationToken)
    {
        calls.Read($"image {path}");
        return Task.FromResult(Require(path));
    }

    public IReadOnlyList<RecordedBacking> ReadBackings(IReadOnlyList<string> paths)
    {
        calls.Read("backings");
        return
        [
            .. paths.Select(p =>
                Unreadable.TryGetValue(p, out var why)
                    ? new(null, why)
                    : new RecordedBacking(Files.GetValueOrDefault(p)?.BackingPath, null)
            ),
        ];
    }

    public Task<IReadOnlyList<DiskImage>> ReadChainAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        calls.Read($"chain {path}");
        var chain = new List<DiskImage>();
        for (string? next = path; next is not null; next = chain[^1].BackingPath)
        {
            chain.Add(Require(next));
        }

        return Task.FromResult<IReadOnlyList<DiskImage>>(chain);
    }

    public string FindImage(string storePath, string? fileName) =>
        Exists(storePath)
            ? storePath
            : Files
                .Keys.Where(f =>
                    fileName is null
                        ? f.StartsWith(storePath + "/", StringComparison.Ordinal)
                        : f == $"{storePath}/{fileName}"
                )
                .Order()
                .FirstOrDefault()
                ?? throw new HostException(
                    "image-missing",
                    $"There is no disk image below '{storePath}'."
                );

    private DiskImage Require(string path) =>
        Files.GetValueOrDefault(path)
        ?? throw new HostException(
            "image-missing",
            $"There is no disk image '{path}'. Check the path."
        );
}
