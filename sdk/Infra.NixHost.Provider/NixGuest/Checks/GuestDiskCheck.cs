using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks the disks of a guest.</summary>
internal static class GuestDiskCheck
{
    private const int MostDisks = 20;
    private static readonly string[] Buses = ["virtio", "scsi", "sata", "usb"];

    /// <summary>What is wrong goes to the failures.</summary>
    public static void Run(NixGuestInputs inputs, CheckCall call)
    {
        if (inputs.Disks.Length > MostDisks)
        {
            call.Failures.Add(
                "disks",
                $"{inputs.Disks.Length} disks are more than a guest can have; give at most {MostDisks}"
            );
        }

        for (var i = 0; i < inputs.Disks.Length; i++)
        {
            CheckDisk(inputs.Disks[i], PropertyPath.Join("disks", i), call);
            CheckAgainstFormer(inputs, i, call);
        }
    }

    private static void CheckDisk(GuestDiskInputs disk, string at, CheckCall call)
    {
        if (DiskSerial.Mismatch(disk.Serial) is { } reason)
        {
            call.Failures.Add($"{at}.serial", reason);
        }

        if (!Buses.Contains(disk.Bus))
        {
            call.Failures.Add(
                $"{at}.bus",
                $"\"{disk.Bus}\" is no bus for a disk; give one of {string.Join(", ", Buses)}"
            );
        }

        if (disk.Format is not ("qcow2" or "raw"))
        {
            call.Failures.Add(
                $"{at}.format",
                $"\"{disk.Format}\" is no format for a disk; give \"qcow2\" or \"raw\""
            );
        }

        if (disk is { IsTransient: true, Kind: not "file" })
        {
            call.Failures.Add(
                $"{at}.transient",
                $"true: libvirt makes only files transient, and this is a {disk.Kind}; use an image file, or leave it out"
            );
        }

        if (disk is { IsReadOnly: true, Bus: "sata" })
        {
            call.Failures.Add(
                $"{at}.bus",
                "\"sata\" has no read-only disks; use \"virtio\" or \"scsi\""
            );
        }

        if (disk.Path is not { } path)
        {
            return;
        }

        if (disk.Kind == "volume" ? path.Split('/').Length != 2 : !Path.IsPathFullyQualified(path))
        {
            var wanted = disk.Kind == "volume" ? "POOL/VOLUME" : "an absolute path on the host";
            call.Failures.Add($"{at}.path", $"\"{path}\" is not {wanted}; give one");
        }
    }

    /// <summary>libvirt takes two disks with one serial, and a disk twice: the guest then finds either.</summary>
    private static void CheckAgainstFormer(NixGuestInputs inputs, int index, CheckCall call)
    {
        var disk = inputs.Disks[index];
        for (var former = 0; former < index; former++)
        {
            var other = inputs.Disks[former];
            if (other.Serial == disk.Serial)
            {
                call.Failures.Add(
                    $"disks[{index}].serial",
                    $"\"{disk.Serial}\" is the serial of disks[{former}] too: the guest could not tell them apart; give each its own"
                );
            }

            if (
                disk.Path is not null
                && other.Path == disk.Path
                && !(disk.IsReadOnly && other.IsReadOnly)
            )
            {
                call.Failures.Add(
                    $"disks[{index}].path",
                    $"\"{disk.Path}\" is disks[{former}] too: two writers would destroy it; give each its own file"
                );
            }
        }
    }
}
