using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks the disks of a guest.</summary>
internal static class GuestDiskCheck
{
    private const int MostDisks = 20;

    /// <summary>Adds each fault to the failures.</summary>
    public static void Run(NixGuestInputs inputs, CheckCall call)
    {
        if (inputs.Disks.Length > MostDisks)
        {
            call.Failures.Add(
                "disks",
                $"{inputs.Disks.Length} disks are too many; give at most {MostDisks}"
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
        call.Failures.AddIf($"{at}.serial", DiskRules.Serial(disk.Serial));
        call.Failures.AddIf($"{at}.bus", DiskRules.Bus(disk.Bus));
        call.Failures.AddIf($"{at}.format", DiskRules.Format(disk.Format));
        if (disk is { IsTransient: true, Kind: not "file" })
        {
            call.Failures.Add(
                $"{at}.transient",
                $"true: libvirt makes only files transient, and this is a {disk.Kind}; use an image file or leave transient out"
            );
        }

        CheckDriver(disk, at, call);
        if (disk is { IsReadOnly: true, Bus: "sata" })
        {
            call.Failures.Add(
                $"{at}.bus",
                "\"sata\" has no read-only disks; use \"virtio\" or \"scsi\""
            );
        }

        CheckPath(disk, at, call);
    }

    private static void CheckPath(GuestDiskInputs disk, string at, CheckCall call)
    {
        if (disk.Path is { } path)
        {
            call.Failures.AddIf(
                $"{at}.path",
                DiskRules.Path(path, isVolume: disk.Kind == "volume")
            );
        }
    }

    private static void CheckDriver(GuestDiskInputs disk, string at, CheckCall call)
    {
        if (disk is { Io: "native", Cache: not ("none" or "directsync") })
        {
            call.Failures.Add(
                $"{at}.io",
                $"\"native\" needs the cache \"none\" or \"directsync\", and the cache is {(disk.Cache is { } c ? $"\"{c}\"" : "not set")}; set cache, or give another io"
            );
        }

        foreach (
            var (name, value) in new[]
            {
                ("cache", disk.Cache),
                ("io", disk.Io),
                ("discard", disk.Discard),
            }
        )
        {
            if (disk.IsDirectory && value is not null)
            {
                call.Failures.Add(
                    $"{at}.{name}",
                    $"\"{value}\": QEMU makes the disk of a directory itself, without this choice; leave {name} out"
                );
            }
        }
    }

    /// <summary>Compares a disk with those before it. libvirt accepts a serial or a file twice, and the guest then finds either.</summary>
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
                    DiskRules.SameSerial(disk.Serial, former)
                );
            }

            if (
                disk.Path is not null
                && other.Path == disk.Path
                && !(disk.IsReadOnly && other.IsReadOnly)
            )
            {
                call.Failures.Add($"disks[{index}].path", DiskRules.SamePath(disk.Path, former));
            }
        }
    }
}
