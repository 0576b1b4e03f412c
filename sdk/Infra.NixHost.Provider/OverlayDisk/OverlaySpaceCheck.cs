using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>
/// Warns when a full disk would not fit, and when its pool does not exist.
/// Both only warn, because a disk starts small and another resource may create the pool.
/// </summary>
internal sealed class OverlaySpaceCheck(ProviderSession session)
{
    /// <summary>Warns about both; a pool that cannot hold files is a failure.</summary>
    public async Task RunAsync(
        OverlayDiskInputs olds,
        OverlayDiskInputs news,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var isChanged = call.Changes("size", "pool", "directory", "fileName");
        var directory = isChanged ? await DirectoryAsync(news, call, cancellationToken) : null;
        if (directory is not null && !PropertyContent.HasUnknown(call.News.Get("fileName")))
        {
            await new OverlayFile(session).CheckAsync(call, news, directory, cancellationToken);
        }

        if (
            call.Failures.AreNone
            && !await new OverlayCapacityCheck(session, call).RunAsync(cancellationToken)
            && directory is not null
        )
        {
            await CheckSizeAsync(olds, news, call, directory, cancellationToken);
        }
    }

    /// <summary>Warns of a disk that does not fit even if no other grows.</summary>
    private async Task CheckSizeAsync(
        OverlayDiskInputs olds,
        OverlayDiskInputs news,
        CheckCall call,
        string directory,
        CancellationToken cancellationToken
    )
    {
        if (news.Size is not { } size)
        {
            return;
        }

        var more = call.Changes("pool", "directory", "fileName") ? size : size - (olds.Size ?? 0);
        var free = session.Capacity.Spaces.Of(directory).Free;
        if (more > free)
        {
            await WarnAsync(
                call,
                $"size: the disk starts small and may grow by up to {ByteSize.Format(more)}, and {directory} has "
                    + $"{ByteSize.Format(free)} free: a guest that fills it is paused; give a smaller size, or free space",
                "pool-low",
                cancellationToken
            );
        }
    }

    /// <summary>The directory of the disk; <c>null</c> while it is not known.</summary>
    private async Task<string?> DirectoryAsync(
        OverlayDiskInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            PropertyContent.HasUnknown(call.News.Get("pool"))
            || PropertyContent.HasUnknown(call.News.Get("directory"))
        )
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
                return RequireDirectory(pool, found, call);
            }
        }
        catch (HostException e)
        {
            call.Failures.Add("pool", $"\"{pool}\": {e.Message}", e.Code);
            return null;
        }

        await WarnAsync(
            call,
            $"pool: \"{pool}\" does not exist yet; create it before up (`virsh pool-list --all` lists the pools)",
            "pool-missing",
            cancellationToken
        );
        return null;
    }

    private string? RequireDirectory(string pool, string directory, CheckCall call)
    {
        if (session.Host.Images.HasDirectory(directory))
        {
            return directory;
        }

        call.Failures.Add(
            "pool",
            $"\"{pool}\": the directory of this pool, {directory}, does not exist; create it (`virsh pool-build {pool}`), or name another pool",
            "pool-directory-missing"
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
