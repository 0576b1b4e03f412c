using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>The outputs of an overlay.</summary>
internal static class OverlayDiskOutputs
{
    /// <summary>The outputs.</summary>
    /// <param name="disk">The disk as it is.</param>
    /// <param name="backingHash">The hash of its base's store path; empty where there is none.</param>
    public static PropertyMap Of(DiskImage disk, string backingHash) =>
        PropertyMap.Of(
            ("path", disk.Path),
            ("backingPath", disk.BackingPath ?? ""),
            ("backingHash", disk.BackingPath is null ? "" : backingHash),
            ("virtualSize", disk.VirtualSize),
            ("allocation", disk.Allocation)
        );

    /// <summary>
    /// Whether outputs tell what a failed create wanted, because nobody has read its file: no file with a header takes no room.
    /// </summary>
    public static bool AreUnread(PropertyMap outputs)
    {
        var known = new InputReader(outputs);
        return known.Text("backingPath") is { Length: > 0 }
            && string.IsNullOrEmpty(known.Text("backingHash"))
            && known.Size("allocation") == 0;
    }

    /// <summary>What the disk is to a guest.</summary>
    public static PropertyValue Disk(PropertyMap outputs) =>
        PropertyMap.Of(
            ("path", outputs.Get("path") ?? PropertyValue.Computed.Instance),
            ("kind", "file")
        );

    /// <summary>The size of a disk that has its image's.</summary>
    public static PropertyValue Size(PropertyMap outputs) =>
        outputs.Get("virtualSize") ?? PropertyValue.Computed.Instance;

    /// <summary>The directory that the provider or a pool has chosen.</summary>
    public static PropertyValue Directory(PropertyMap outputs) =>
        Part(outputs, Path.GetDirectoryName);

    /// <summary>The file name that the provider has chosen.</summary>
    public static PropertyValue FileName(PropertyMap outputs) => Part(outputs, Path.GetFileName);

    private static PropertyValue Part(PropertyMap outputs, Func<string, string?> partOf) =>
        new InputReader(outputs).Text("path") is { } path
            ? partOf(path) ?? ""
            : PropertyValue.Computed.Instance;
}
