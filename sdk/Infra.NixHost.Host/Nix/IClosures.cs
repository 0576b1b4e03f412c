namespace Infra.NixHost.Hosts.Nix;

/// <summary>Writes store paths into files that <c>nix-store --import</c> reads on machines without access to this store.</summary>
public interface IClosures
{
    /// <summary>
    /// Writes the closure of a store path into a file, without the paths that the receiver has. The file replaces a former one atomically. It
    /// is padded to sectors, so that it can be a raw disk; <c>nix-store --import</c> stops at its end mark.
    /// </summary>
    /// <param name="storePath">The path to write; it must be valid.</param>
    /// <param name="basePath">A store path whose closure the receiver has, or <c>null</c>. A path that this store lacks is ignored.</param>
    /// <param name="file">The absolute path of the file.</param>
    /// <param name="timeout">The time that writing may take.</param>
    /// <param name="cancellationToken">Stops the writing and removes the partial file.</param>
    /// <returns>The file's size in bytes.</returns>
    /// <exception cref="HostException">The path is not valid, or the file cannot be written.</exception>
    Task<long> ExportAsync(
        string storePath,
        string? basePath,
        string file,
        TimeSpan timeout,
        CancellationToken cancellationToken
    );
}
