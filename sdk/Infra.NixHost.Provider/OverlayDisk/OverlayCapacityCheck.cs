using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>
/// Warns where the program's disks may grow beyond their file system. They start small, so that nothing fails before guests have filled it. The
/// warning comes at the disk that goes beyond the limit.
/// </summary>
/// <remarks>The host is not asked before a disk is new, moved or resized.</remarks>
internal sealed class OverlayCapacityCheck(ProviderSession session, CheckCall call)
{
    private const string Code = "capacity-disk";

    private readonly DiskSpaces _spaces = session.Capacity.Spaces;

    /// <summary>Notes what the disk may grow to.</summary>
    public void Note(OverlayDiskInputs inputs)
    {
        var isPlaceKnown = IsKnown("pool") && IsKnown("directory");
        var wish = new DiskWish(
            isPlaceKnown && inputs.Pool is null
                ? inputs.Directory ?? session.Host.Options.ImageDirectory
                : null,
            isPlaceKnown ? inputs.Pool : null,
            session.Known.Has(call.Identity) ? OverlayFile.NamesOf(call.Identity, inputs) : [],
            IsKnown("size") ? inputs.Size : 0,
            inputs.Image
        );
        session.Capacity.Disks.Note(
            call.Identity,
            wish,
            call.Changes("size", "pool", "directory", "fileName")
        );
    }

    /// <summary>Warns when the disk is the one that goes beyond the limit of its file system.</summary>
    /// <returns>Whether it was told.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var wishes = session.Capacity.Disks.UpTo(call.Identity);
        if (
            wishes.IsEmpty
            || await _spaces.DirectoryOfAsync(wishes[^1].Wish, cancellationToken)
                is not { } directory
        )
        {
            return false;
        }

        var space = _spaces.Of(directory);
        var (promised, allocated) = (new List<(long Amount, bool IsChanged)>(), 0L);
        foreach (var (wish, isChanged) in wishes)
        {
            if (
                await _spaces.DirectoryOfAsync(wish, cancellationToken) is { } place
                && _spaces.Of(place).Device == space.Device
            )
            {
                promised.Add((await _spaces.PromiseOfAsync(wish, cancellationToken), isChanged));
                allocated += _spaces.Allocated(place, wish);
            }
        }

        var share = new HostShare(
            Math.Max(0, space.Total - space.Free - allocated),
            space.Total,
            session.Host.Options.Limits.DiskPercent
        );
        if (!share.IsCrossedByLast(promised) || !session.Capacity.IsFirst($"{Code} {space.Device}"))
        {
            return false;
        }

        await WarnAsync(
            directory,
            share,
            promised.Sum(p => p.Amount),
            allocated,
            cancellationToken
        );
        return true;
    }

    private Task WarnAsync(
        string directory,
        HostShare share,
        long promised,
        long allocated,
        CancellationToken cancellationToken
    ) =>
        session.Log.WarnAsync(
            call.Identity.Urn,
            ErrorCode.Append(
                $"size: with this disk, those of the program in the file system of {directory} take {ByteSize.Format(allocated)} and may grow to "
                    + $"{ByteSize.Format(promised)}, everything else there takes {ByteSize.Format(share.Others)}, and it has "
                    + $"{ByteSize.Format(share.Total)}: {share.Describe(promised)}; guests that fill it are paused: give smaller sizes, free space, "
                    + "or raise the host's maxDiskPercent",
                Code
            ),
            cancellationToken
        );

    private bool IsKnown(string name) => !PropertyContent.HasUnknown(call.News.Get(name));
}
