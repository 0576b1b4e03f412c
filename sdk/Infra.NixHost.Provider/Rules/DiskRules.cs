namespace Infra.NixHost.Provider.Rules;

/// <summary>Rules of disks, of a guest and on their own.</summary>
internal static class DiskRules
{
    /// <summary>An overlay of no size.</summary>
    public const string NoSize =
        "0 is not a valid size for a disk; give at least the image's size, or leave it out";

    /// <summary>The number of characters of a serial that a guest can see: virtio-blk carries 20 bytes.</summary>
    public const int LongestSerial = 20;

    /// <summary>QEMU's limit for the table of a qcow2 image with clusters of 64 KiB.</summary>
    private const long LargestDisk = 1L << 51;

    private static readonly string[] Buses = ["virtio", "scsi", "sata", "usb"];

    /// <summary>Why a text is not a serial.</summary>
    public static string? Serial(string serial) =>
        serial.Length is 0 or > LongestSerial || !serial.All(IsOfSerial)
            ? $"\"{serial}\" is not a valid serial; give 1 to {LongestSerial} characters of A-Z a-z 0-9 _ . -"
            : null;

    /// <summary>Whether a character can be in a serial, of which udev makes device links.</summary>
    public static bool IsOfSerial(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    /// <summary>Why a text is not a disk bus.</summary>
    public static string? Bus(string bus) =>
        Buses.Contains(bus)
            ? null
            : $"\"{bus}\" is not a disk bus; give one of {string.Join(", ", Buses)}";

    /// <summary>Why a text is not a format of a guest's disk.</summary>
    public static string? Format(string format) =>
        format is "qcow2" or "raw"
            ? null
            : $"\"{format}\" is not a disk format; give \"qcow2\" or \"raw\"";

    /// <summary>Why a text does not lead to the source of a guest's disk.</summary>
    public static string? Path(string path, bool isVolume)
    {
        var isRight = isVolume ? path.Split('/').Length == 2 : ValueRules.IsAbsolute(path);
        return isRight
            ? null
            : $"\"{path}\" is not {(isVolume ? "POOL/VOLUME" : "an absolute path on the host")}; correct it";
    }

    /// <summary>A serial that an earlier disk of the guest has.</summary>
    public static string SameSerial(string serial, int former) =>
        $"\"{serial}\" is also the serial of disks[{former}], so the guest could not tell them apart; give each disk its own";

    /// <summary>A file that is also an earlier disk of the guest.</summary>
    public static string SamePath(string path, int former) =>
        $"\"{path}\" is also disks[{former}], and two writers would destroy it; give each disk its own file";

    /// <summary>Why an overlay cannot have a size.</summary>
    public static string? OverlaySize(long size) =>
        size > LargestDisk
            ? $"{ByteSize.Format(size)} is more than a qcow2 disk can have, {ByteSize.Format(LargestDisk)}; give less"
            : null;

    /// <summary>Why a path does not lead to an overlay's image.</summary>
    public static string? OverlayImage(string path) =>
        ValueRules.IsAbsolute(path)
            ? null
            : $"\"{path}\" is not an absolute path on the host; give a NixImage, or begin the path with /";

    /// <summary>A directory beside a pool.</summary>
    public static string DirectoryAndPool(string directory, string pool) =>
        $"\"{directory}\" is set besides the pool \"{pool}\"; keep one of them";

    /// <summary>Why a text is not the name of one file.</summary>
    public static string? FileName(string name) =>
        name.Length == 0 || name is "." or ".." || name.Contains('/')
            ? $"\"{name}\" is not a valid file name; give one without /, and set the directory in directory"
            : null;
}
