using Infra.NixHost.Provider.NixGuest.Xml;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>Decides which devices can be plugged into a running machine.</summary>
internal static class HotPlug
{
    /// <summary>Why a disk cannot be plugged in or out while the guest runs, or <c>null</c> when it can.</summary>
    public static string? Obstacle(NixGuestInputs olds, NixGuestInputs news, GuestDiskInputs disk)
    {
        if (IsBootDisk(olds, disk) || IsBootDisk(news, disk))
        {
            return "it is the disk the guest boots from";
        }

        if (disk.IsTransient)
        {
            return "a transient disk cannot be plugged in or out while the guest runs";
        }

        return disk.Bus switch
        {
            "virtio" => ObstacleOfSlots(olds, news),
            "scsi" when olds.Disks.Any(d => d.Bus == "scsi") => null,
            "usb" when DevicesXml.NeedsUsb(olds) => null,
            "scsi" or "usb" => $"the running machine has no controller for {disk.Bus}",
            _ => $"the bus {disk.Bus} has no hot-plug; use virtio",
        };
    }

    /// <summary>Why no further device fits, or <c>null</c> when one does.</summary>
    public static string? ObstacleOfSlots(NixGuestInputs olds, NixGuestInputs news) =>
        DevicesXml.FitsTheUsualPorts(olds) && DevicesXml.FitsTheUsualPorts(news)
            ? null
            : "the running machine has no free slot";

    private static bool IsBootDisk(NixGuestInputs inputs, GuestDiskInputs disk) =>
        inputs.Disks is [var first, ..] && first.Serial == disk.Serial;
}
