using System.Collections.Immutable;
using Infra.NixHost.Host.Files;
using Infra.NixHost.Host.Nix;
using Infra.NixHost.Host.Processes;

namespace Infra.NixHost.Host.Images;

/// <inheritdoc cref="IBackingChains"/>
/// <param name="images">Reads images.</param>
/// <param name="store">Knows the hashes of bases in the store.</param>
/// <param name="access">Knows what QEMU's user can reach.</param>
/// <param name="runner">Runs <c>qemu-img</c>.</param>
/// <param name="directory">Where the records lie.</param>
internal sealed class BackingChains(
    IDiskImages images,
    INixStore store,
    IQemuAccess access,
    ToolRunner runner,
    string directory
) : IBackingChains
{
    private static readonly TimeSpan LongestCopy = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public async Task<BackingChain> InspectAsync(string path, CancellationToken cancellationToken)
    {
        var top = await images.ReadAsync(path, cancellationToken);
        var chain = ImmutableArray.CreateBuilder<DiskImage>();
        var findings = ImmutableArray.CreateBuilder<ChainFinding>();
        for (var image = top; image is not null; )
        {
            chain.Add(image);
            image = image.BackingPath is { } below
                ? await ReadBelowAsync(image, below, findings, cancellationToken)
                : null;
        }

        findings.AddRange(ChainRules.Check(chain));
        if (!findings.Any(f => f.Code == ChainRules.Missing))
        {
            findings.AddRange(await CompareBaseAsync(top, cancellationToken));
            findings.AddRange(CheckAccess(chain));
        }

        return new(chain.ToImmutable(), findings.ToImmutable());
    }

    /// <inheritdoc/>
    public async Task FlattenAsync(string path, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(
            new(Tool.QemuImg, ["rebase", "-f", "qcow2", "-b", "", "--", path])
            {
                Timeout = LongestCopy,
            },
            cancellationToken
        );
        if (result.ExitCode != 0 && DiskFull.In(result.ErrorText))
            throw DiskFull.Failure(
                $"The disk '{path}' cannot take its base in",
                Path.GetDirectoryName(path)!,
                result.ErrorText
            );
        result.OrThrow("flatten-failed", $"The disk '{path}' cannot take its base in");
    }

    /// <inheritdoc/>
    public async Task RememberAsync(DiskImage disk, CancellationToken cancellationToken)
    {
        if (disk.BackingPath is not { } below)
        {
            Forget(disk.Path);
            return;
        }

        if (BaseRecord.Read(directory, disk.Path)?.Base == below)
            return;
        var hash = store.StorePathOf(below) is { } storePath
            ? await store.QueryHashAsync(storePath, cancellationToken)
            : "";
        new BaseRecord(disk.Path, below, hash, FileStat.Read(below)?.Stamp ?? "").Write(directory);
    }

    /// <inheritdoc/>
    public void Forget(string path)
    {
        if (Directory.Exists(directory))
            BaseRecord.Delete(directory, path);
    }

    private async Task<DiskImage?> ReadBelowAsync(
        DiskImage above,
        string path,
        ImmutableArray<ChainFinding>.Builder findings,
        CancellationToken cancellationToken
    )
    {
        if (!images.Exists(path))
        {
            findings.Add(ChainRules.IsMissing(above.Path, path, store.StorePathOf(path)));
            return null;
        }

        return await images.ReadAsync(path, cancellationToken);
    }

    /// <summary>Only a base that somebody has touched is read: a large one takes seconds.</summary>
    private async Task<IEnumerable<ChainFinding>> CompareBaseAsync(
        DiskImage top,
        CancellationToken cancellationToken
    )
    {
        if (
            BaseRecord.Read(directory, top.Path) is not { } record
            || top.BackingPath != record.Base
            || FileStat.Read(record.Base)?.Stamp == record.Stamp
        )
            return [];
        if (store.StorePathOf(record.Base) is not { } storePath)
            return
            [
                ChainRules.HasChanged(top.Path, record.Base, "it was written to or replaced since"),
            ];
        var hash = await store.QueryHashAsync(storePath, cancellationToken);
        if (hash != record.Hash)
            return
            [
                ChainRules.HasChanged(
                    top.Path,
                    record.Base,
                    $"it was built again and has the hash {hash} instead of {record.Hash}"
                ),
            ];
        return await store.VerifyAsync(storePath, cancellationToken)
            ? []
            :
            [
                ChainRules.HasChanged(
                    top.Path,
                    record.Base,
                    $"it no longer has the hash {hash} that the store has recorded of {storePath}"
                ),
            ];
    }

    private IEnumerable<ChainFinding> CheckAccess(IEnumerable<DiskImage> chain) =>
        // The disk itself is given to QEMU's user by libvirt; the way to it, and what lies below, are not.
        chain
            .Select((image, i) => (image, Obstacle: access.FindObstacle(image.Path, reads: i > 0)))
            .Where(found => found.Obstacle is not null)
            .Take(1)
            .Select(found => new ChainFinding(
                ChainRules.Denied,
                found.image.Path,
                $"The disk image '{found.image.Path}' is out of reach: {found.Obstacle}"
            ));
}
