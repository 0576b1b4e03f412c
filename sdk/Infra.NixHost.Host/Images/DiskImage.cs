namespace Infra.NixHost.Hosts.Images;

/// <summary>The facts of one image from <c>qemu-img info</c>.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Format">Its format, e.g. <c>qcow2</c>.</param>
/// <param name="VirtualSize">The size the guest sees, in bytes.</param>
/// <param name="Allocation">The space that it takes on the host's disk, in bytes.</param>
/// <param name="BackingPath">The absolute path of its backing file, or <c>null</c>.</param>
/// <param name="BackingFormat">The recorded format of the backing file, or <c>null</c>.</param>
public sealed record DiskImage(
    string Path,
    string Format,
    long VirtualSize,
    long Allocation,
    string? BackingPath,
    string? BackingFormat
)
{
    /// <summary>Whether its content is encrypted (LUKS), so that it needs a key.</summary>
    public bool IsEncrypted { get; init; }
}
