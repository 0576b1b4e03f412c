namespace Infra.NixHost.Hosts.Images;

/// <summary>ISO 9660 images made of directories.</summary>
public interface IIsoImages
{
    /// <summary>
    /// Writes the content of a directory into an image with Rock Ridge names, modes and links; root owns everything. Only this user can read
    /// the file. It replaces an older one atomically.
    /// </summary>
    /// <param name="directory">The absolute directory.</param>
    /// <param name="path">The absolute path of the image.</param>
    /// <param name="label">The volume's label, at most 32 characters.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="HostException">The directory cannot be read, or the disk is full.</exception>
    Task WriteAsync(
        string directory,
        string path,
        string label,
        CancellationToken cancellationToken
    );
}
