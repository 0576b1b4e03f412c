using Infra.NixHost.Host;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>
/// Looks whether a disk would still fit once its guest has filled it, and whether its pool is there. A disk starts small, and another resource may
/// make the pool, so both are warnings.
/// </summary>
internal sealed class OverlaySpaceCheck(ProviderSession session)
{
    /// <summary>Warns; a pool that takes no files goes to the failures.</summary>
    public async Task RunAsync(
        OverlayDiskInputs olds,
        OverlayDiskInputs news,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            !call.Changes("size", "pool", "directory", "fileName")
            || await DirectoryAsync(news, call, cancellationToken) is not { } directory
            || news.Size is not { } size
        )
        {
            return;
        }

        var more = call.Changes("pool", "directory", "fileName") ? size : size - (olds.Size ?? 0);
        var free = session.Host.Facts.FreeBytes(directory);
        if (more > free)
        {
            await WarnAsync(
                call,
                $"size: the disk starts small and may come to take {ByteSize.Format(more)}{(more == size ? "" : " more")}, and {directory} has "
                    + $"{ByteSize.Format(free)} free: a guest that fills it would be paused; give less, or make room in time",
                "pool-low",
                cancellationToken
            );
        }
    }

    /// <summary>Where the disk goes; <c>null</c> while that is not known.</summary>
    private async Task<string?> DirectoryAsync(
        OverlayDiskInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (Plain.HasUnknown(call.News.Get("pool")) || Plain.HasUnknown(call.News.Get("directory")))
        {
            return null;
        }

        if (inputs.Pool is not { } pool)
        {
            return inputs.Directory ?? session.Host.Options.ImageDirectory;
        }

        try
        {
            if (await session.Host.Volumes.LocatePoolAsync(pool, cancellationToken) is { } found)
            {
                return found;
            }
        }
        catch (HostException e)
        {
            call.Failures.Add("pool", $"\"{pool}\": {e.Message}", e.Code);
            return null;
        }

        await WarnAsync(
            call,
            $"pool: \"{pool}\" is not there yet; create it before up (`virsh pool-list --all` shows those there are)",
            "pool-missing",
            cancellationToken
        );
        return null;
    }

    private Task WarnAsync(
        CheckCall call,
        string text,
        string code,
        CancellationToken cancellationToken
    ) => session.Log.WarnAsync(call.Identity.Urn, ErrorCode.Append(text, code), cancellationToken);
}
