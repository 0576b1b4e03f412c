using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeChains(CallLog calls, FakeImages images) : IBackingChains
{
    /// <summary>The disks whose bases are remembered, with these.</summary>
    public ConcurrentDictionary<string, string> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>The bases that somebody has written to.</summary>
    public ConcurrentDictionary<string, byte> Tampered { get; } = new(StringComparer.Ordinal);

    public async Task<BackingChain> InspectAsync(string path, CancellationToken cancellationToken)
    {
        var chain = new List<DiskImage> { await images.ReadAsync(path, cancellationToken) };
        while (chain[^1].BackingPath is { } below)
        {
            if (below.StartsWith("/etc/", StringComparison.Ordinal))
            {
                return new(
                    [.. chain],
                    [Finding("chain-foreign", below, $"has the backing file '{below}'")]
                );
            }

            if (!images.Exists(below))
            {
                return new(
                    [.. chain],
                    [Finding("chain-missing", below, $"misses its backing file '{below}'")]
                );
            }

            chain.Add(images.Files[below]);
        }

        ImmutableArray<ChainFinding> findings =
        [
            .. chain
                .Where(i => Remembered.ContainsKey(path) && Tampered.ContainsKey(i.Path))
                .Select(i =>
                    Finding(
                        "base-changed",
                        i.Path,
                        $"has the backing file '{i.Path}' with other bytes"
                    )
                ),
        ];
        return new([.. chain], findings);

        ChainFinding Finding(string code, string at, string what) =>
            new(code, at, $"The disk '{path}' {what}.");
    }

    public Task FlattenAsync(string path, CancellationToken cancellationToken)
    {
        calls.Write("chain flatten");
        images.Files[path] = images.Files[path] with { BackingPath = null, BackingFormat = null };
        return Task.CompletedTask;
    }

    public Task RememberAsync(DiskImage disk, CancellationToken cancellationToken)
    {
        calls.Write("chain remember");
        Remembered[disk.Path] = disk.BackingPath ?? "";
        return Task.CompletedTask;
    }

    public bool IsRemembered(string path) => Remembered.ContainsKey(path);

    public IReadOnlyList<RememberedBase> ListRemembered()
    {
        calls.Read("chains remembered");
        return
        [
            .. Remembered.Select(r => new RememberedBase($"/bases{r.Key}.json", r.Key, r.Value)),
        ];
    }

    public void Forget(string path) => Remembered.TryRemove(path, out _);
}
