using Infra.NixHost.Host;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Looks whether what a guest's disks are made of is there. Another provider may make it in the same run, so what is missing is a warning, and a
/// failure only when the guest is to start.
/// </summary>
internal sealed class GuestDiskSourceCheck(ProviderSession session)
{
    /// <summary>Warns of what is missing.</summary>
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

        for (var i = 0; i < inputs.Disks.Length; i++)
        {
            if (
                inputs.Disks[i] is { Path: { } path } disk
                && !session.Announced.Has(path)
                && Missing(session, disk) is { } missing
            )
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
        }
    }

    /// <summary>Refuses to start a guest on disks that are not there.</summary>
    /// <exception cref="HostException">One is missing.</exception>
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

    /// <summary>Why a disk cannot be plugged in, or <c>null</c>. A path in the store may still have to be built; volumes are libvirt's to know.</summary>
    private static string? Missing(ProviderSession session, GuestDiskInputs disk)
    {
        if (disk.Path is not { } path || session.Host.Store.StorePathOf(path) is not null)
        {
            return null;
        }

        return disk.Kind switch
        {
            "file" or "block" when !session.Host.Images.Exists(path) =>
                $"\"{path}\": there is no such {(disk.Kind == "file" ? "file" : "device")} on the host; correct the path, or make it before up.",
            "directory" when !Directory.Exists(path) =>
                $"\"{path}\": there is no such directory on the host; correct the path, or make it before up.",
            _ => null,
        };
    }
}
