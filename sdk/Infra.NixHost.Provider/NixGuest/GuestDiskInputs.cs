using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>A disk of a guest.</summary>
/// <param name="Path">The path of the file, device, directory or volume; <c>null</c> while it is not known.</param>
/// <param name="Kind"><c>file</c>, <c>block</c>, <c>directory</c> or <c>volume</c>.</param>
/// <param name="Format">The format.</param>
/// <param name="Bus">The bus.</param>
/// <param name="IsReadOnly">Whether the guest may only read.</param>
/// <param name="IsTransient">Whether writes are lost when the guest stops.</param>
internal sealed record GuestDiskInputs(
    string? Path,
    string Kind,
    string Format,
    string Bus,
    bool IsReadOnly,
    bool IsTransient
)
{
    /// <summary>The cache of the host; <c>null</c> for QEMU's default.</summary>
    public string? Cache { get; init; }

    /// <summary>How QEMU reads and writes; <c>null</c> for its default.</summary>
    public string? Io { get; init; }

    /// <summary>What becomes of freed blocks; <c>null</c> for the default, which depends on whether the disk is writable.</summary>
    public string? Discard { get; init; }

    /// <summary>The serial.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Whether QEMU shows a directory as the disk.</summary>
    public bool IsDirectory => Kind == "directory";

    /// <summary>Reads a disk by itself.</summary>
    public static GuestDiskInputs Read(PropertyMap disk, int index) =>
        Read(new InputReader(disk, GuestStructures.Disk.Defaults), index);

    /// <summary>Reads a disk of the inputs.</summary>
    public static GuestDiskInputs Read(InputReader reader, int index)
    {
        var kind = reader.TextOrDefault("kind");
        return new(
            reader.Text("path"),
            kind,
            reader.Text("format") ?? (kind == "block" ? "raw" : "qcow2"),
            reader.TextOrDefault("bus"),
            reader.Flag("readOnly") ?? (kind == "directory"),
            reader.Flag("transient") ?? false
        )
        {
            Cache = reader.Text("cache"),
            Io = reader.Text("io"),
            Discard = reader.Text("discard"),
            Serial = reader.Text("serial") ?? $"disk{index}",
        };
    }
}
