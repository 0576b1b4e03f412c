using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Checks that the sources of a guest's disks exist. Another provider may create one in the same run, so a missing source is a warning in preview
/// and an error only when the guest starts.
/// </summary>
internal sealed class GuestDiskSourceCheck(ProviderSession session)
{
    /// <summary>Warns of missing sources.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (!call.Changes("disks"))
        {
            return;
        }

        await CheckSourcesAsync(inputs, call, cancellationToken);
        await CheckBootAsync(inputs, call, cancellationToken);
    }

    private async Task CheckBootAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            inputs is { Running: true, ExtraXml: null }
            && inputs.Disks.All(d => d.IsDirectory)
            && !PropertyContent.HasUnknown(call.News.Get("disks"))
        )
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                ErrorCode.Append(
                    $"disks: {(inputs.Disks.IsEmpty ? GuestRules.NoDisk : GuestRules.OnlyDirectories)}",
                    "nothing-to-boot"
                ),
                cancellationToken
            );
        }
    }

    private async Task CheckSourcesAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        for (var i = 0; i < inputs.Disks.Length; i++)
        {
            if (inputs.Disks[i] is not { Path: { } path } disk)
            {
                continue;
            }

            if (!session.RunOutputs.Contains(path) && Missing(session, disk) is { } missing)
            {
                await session.Log.WarnAsync(
                    call.Identity.Urn,
                    ErrorCode.Append(
                        $"{PropertyPath.Join("disks", i)}.path: {missing.TrimEnd('.')}",
                        "disk-missing"
                    ),
                    cancellationToken
                );
            }
            else if (
                await FileOfAsync(disk, cancellationToken) is { } file
                && session.Host.Images.Exists(file)
            )
            {
                await CheckFormatAsync(
                    disk,
                    file,
                    PropertyPath.Join("disks", i),
                    call,
                    cancellationToken
                );
            }
        }
    }

    /// <summary>The file of a disk that says its format itself; <c>null</c> for a device, a directory and a volume that is no file.</summary>
    private async Task<string?> FileOfAsync(
        GuestDiskInputs disk,
        CancellationToken cancellationToken
    ) =>
        disk switch
        {
            { Kind: "file" } => disk.Path,
            { Kind: "volume", Path: { } volume } => await new DiskFiles(session).LocateVolumeAsync(
                volume,
                cancellationToken
            ),
            _ => null,
        };

    /// <summary>libvirt starts a guest with a format that is wrong, and the guest then sees and destroys the image's own header.</summary>
    private async Task CheckFormatAsync(
        GuestDiskInputs disk,
        string file,
        string at,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var found = await session.Host.Images.ReadAsync(file, cancellationToken);
            if (found.Format != disk.Format)
            {
                call.Failures.Add(
                    $"{at}.format",
                    $"\"{disk.Format}\": the {disk.Kind} \"{disk.Path}\" is of the format {found.Format}; "
                        + (
                            found.Format is "qcow2" or "raw"
                                ? $"set format to \"{found.Format}\", or name another {disk.Kind}"
                                : $"convert it, `qemu-img convert -O qcow2 {file} NEW.qcow2`"
                        ),
                    "disk-format"
                );
            }
        }
        catch (HostException e)
        {
            call.Failures.Add($"{at}.path", e.Message, e.Code);
        }
    }

    /// <summary>Refuses to start a guest on missing disks.</summary>
    /// <exception cref="HostException">The source of a disk is missing.</exception>
    public static void Require(ProviderSession session, NixGuestInputs inputs)
    {
        if (
            inputs.Disks.Select(d => Missing(session, d)).FirstOrDefault(m => m is not null) is
            { } missing
        )
        {
            throw new HostException(
                "disk-missing",
                $"The guest '{inputs.GuestName}' cannot start: {missing}"
            );
        }
    }

    /// <summary>Why a disk has no source, or <c>null</c>. Store paths may still have to be built, and libvirt resolves volumes.</summary>
    public static string? Missing(ProviderSession session, GuestDiskInputs disk)
    {
        if (disk.Path is not { } path || session.Host.Store.StorePathOf(path) is not null)
        {
            return null;
        }

        return disk.Kind switch
        {
            "file" or "block" when !session.Host.Images.Exists(path) =>
                $"\"{path}\": there is no such {(disk.Kind == "file" ? "file" : "device")} on the host; correct the path, or create it before up.",
            "directory" when !session.Host.Files.IsDirectory(path) =>
                $"\"{path}\": there is no such directory on the host; correct the path, or create it before up.",
            _ => null,
        };
    }
}
