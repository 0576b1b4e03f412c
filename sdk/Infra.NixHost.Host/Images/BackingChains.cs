using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Images;

/// <inheritdoc cref="IBackingChains"/>
/// <param name="images">Reads images.</param>
/// <param name="store">Gives the hashes of bases in the store.</param>
/// <param name="access">Tells which files QEMU's user can reach.</param>
/// <param name="places">Knows where backing files may lie.</param>
/// <param name="files">The files of the host.</param>
/// <param name="shell">Runs <c>qemu-img</c>.</param>
/// <param name="directory">The directory of the records.</param>
internal sealed class BackingChains(
    IDiskImages images,
    INixStore store,
    IQemuAccess access,
    BackingPlaces places,
    IHostFiles files,
    IHostShell shell,
    string directory
) : IBackingChains
{
    /// <summary>libvirt and QEMU refuse far shorter chains; images that back each other have no end.</summary>
    private const int LongestChain = 200;
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
            if (chain.Count > LongestChain)
            {
                findings.Add(ChainRules.IsEndless(path));
                break;
            }

            image = image.BackingPath is { } below
                ? await ReadBelowAsync(top, image, below, findings, cancellationToken)
                : null;
        }

        findings.AddRange(ChainRules.Check(chain));
        if (findings.All(f => f.Code is not (ChainRules.Missing or ChainRules.Foreign)))
        {
            findings.AddRange(await CompareBaseAsync(top, cancellationToken));
            findings.AddRange(CheckAccess(chain));
        }

        return new(chain.ToImmutable(), findings.ToImmutable());
    }

    /// <inheritdoc/>
    public async Task FlattenAsync(string path, CancellationToken cancellationToken)
    {
        var result = await shell.RunAsync(
            new(Tool.QemuImg, ["rebase", "-f", "qcow2", "-b", "", "--", path])
            {
                Timeout = LongestCopy,
            },
            cancellationToken
        );
        if (result.ExitCode != 0 && DiskFull.In(result.ErrorText))
        {
            throw DiskFull.Failure(
                files,
                $"The disk '{path}' cannot be flattened",
                PathText.DirectoryOf(path),
                result.ErrorText
            );
        }

        result.OrThrow("flatten-failed", $"The disk '{path}' cannot be flattened");
    }

    /// <inheritdoc/>
    public async Task RememberAsync(DiskImage disk, CancellationToken cancellationToken)
    {
        if (disk.BackingPath is not { } below)
        {
            Forget(disk.Path);
            return;
        }

        if (BaseRecord.Read(files, directory, disk.Path)?.Base == below)
        {
            return;
        }

        var hash = store.StorePathOf(below) is { } storePath
            ? await store.QueryHashAsync(storePath, cancellationToken)
            : "";
        new BaseRecord(disk.Path, below, hash, files.Stat(below)?.Stamp ?? "").Write(
            files,
            directory
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<RememberedBase> ListRemembered() => BaseRecord.ReadAll(files, directory);

    /// <inheritdoc/>
    public void Forget(string path) => BaseRecord.Delete(files, directory, path);

    /// <inheritdoc/>
    public bool IsRemembered(string path) => BaseRecord.Read(files, directory, path) is not null;

    /// <summary>The program names the disk, and of an overlay also its base.</summary>
    private IReadOnlyList<string> NamedBy(DiskImage top) =>
        BaseRecord.Read(files, directory, top.Path) is { } record
            ? [top.Path, record.Base]
            : [top.Path];

    private async Task<DiskImage?> ReadBelowAsync(
        DiskImage top,
        DiskImage above,
        string path,
        ImmutableArray<ChainFinding>.Builder findings,
        CancellationToken cancellationToken
    )
    {
        if (!await places.AllowAsync(path, NamedBy(top), cancellationToken))
        {
            findings.Add(ChainRules.IsForeign(above.Path, path));
            return null;
        }

        if (!images.Exists(path))
        {
            findings.Add(ChainRules.IsMissing(above.Path, path, store.StorePathOf(path)));
            return null;
        }

        return await images.ReadAsync(path, cancellationToken);
    }

    /// <summary>Only a base with another stamp is read as a whole, because a large one takes seconds.</summary>
    private async Task<IEnumerable<ChainFinding>> CompareBaseAsync(
        DiskImage top,
        CancellationToken cancellationToken
    )
    {
        if (
            BaseRecord.Read(files, directory, top.Path) is not { } record
            || top.BackingPath != record.Base
            || files.Stat(record.Base)?.Stamp == record.Stamp
        )
        {
            return [];
        }

        if (store.StorePathOf(record.Base) is not { } storePath)
        {
            return
            [
                ChainRules.HasChanged(top.Path, record.Base, "the file was written or replaced"),
            ];
        }

        var hash = await store.QueryHashAsync(storePath, cancellationToken);
        if (hash != record.Hash)
        {
            return
            [
                ChainRules.HasChanged(
                    top.Path,
                    record.Base,
                    $"the image was built again and has the hash {hash} instead of {record.Hash}"
                ),
            ];
        }

        return await store.VerifyAsync(storePath, cancellationToken)
            ? []
            :
            [
                ChainRules.HasChanged(
                    top.Path,
                    record.Base,
                    $"the file no longer matches the hash {hash} that the store recorded of {storePath}"
                ),
            ];
    }

    private IEnumerable<ChainFinding> CheckAccess(IEnumerable<DiskImage> chain) =>
        // libvirt gives only the disk itself to QEMU's user, neither its directories nor its backing files.
        chain
            .Select((image, i) => (image, Obstacle: access.FindObstacle(image.Path, reads: i > 0)))
            .Where(found => found.Obstacle is not null)
            .Take(1)
            .Select(found => new ChainFinding(
                ChainRules.Denied,
                found.image.Path,
                $"QEMU cannot read the disk image '{found.image.Path}': {found.Obstacle}"
            ));
}
