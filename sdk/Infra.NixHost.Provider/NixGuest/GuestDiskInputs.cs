using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>A disk of a guest.</summary>
/// <param name="Path">What it is made of; <c>null</c> while it is not known.</param>
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
    /// <summary>The serial.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Whether QEMU makes the disk of a directory.</summary>
    public bool IsDirectory => Kind == "directory";

    /// <summary>Reads it.</summary>
    public static GuestDiskInputs Read(InputReader reader, int index)
    {
        var kind = reader.Text("kind") ?? "file";
        return new(
            reader.Text("path"),
            kind,
            reader.Text("format") ?? (kind == "block" ? "raw" : "qcow2"),
            reader.Text("bus") ?? "virtio",
            reader.Flag("readOnly") ?? (kind == "directory"),
            reader.Flag("transient") ?? false
        )
        {
            Serial = reader.Text("serial") ?? $"disk{index}",
        };
    }
}
