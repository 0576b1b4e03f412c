namespace Infra.NixHost.Host.Images;

/// <summary>Facts about disk image files, as <c>qemu-img</c> tells them.</summary>
public interface IDiskImages
{
    /// <summary>Whether there is a file of this path on the host, image or not.</summary>
    bool Exists(string path) => File.Exists(path);

    /// <summary>The facts of one image, also while a guest has it open.</summary>
    /// <exception cref="HostException">There is no such file, or it is no disk image.</exception>
    Task<DiskImage> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>The image and what backs it, topmost first.</summary>
    /// <exception cref="HostException">A file of the chain is missing or unreadable.</exception>
    Task<IReadOnlyList<DiskImage>> ReadChainAsync(string path, CancellationToken cancellationToken);

    /// <summary>The one image file below a store path: <paramref name="fileName"/> when given, else the only <c>*.qcow2</c>.</summary>
    /// <exception cref="HostException">There is none, or more than one.</exception>
    string FindImage(string storePath, string? fileName);
}
