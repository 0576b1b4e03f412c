namespace Infra.NixHost.Host.Nix;

/// <summary>Brings store paths to machines that share no store with this one: as a file that <c>nix-store --import</c> reads.</summary>
public interface IClosures
{
    /// <summary>
    /// Writes a store path and what it refers to into a file, without what the receiver has already. The file replaces a former one at
    /// once and whole, and is padded to sectors, so that it can be a raw disk; <c>nix-store --import</c> stops at its end mark.
    /// </summary>
    /// <param name="storePath">The path to bring over; it must be valid.</param>
    /// <param name="basePath">A store path whose closure the receiver has, or <c>null</c>. One that this store lacks counts as nothing.</param>
    /// <param name="file">The absolute path of the file.</param>
    /// <param name="timeout">How long writing may take.</param>
    /// <param name="cancellationToken">Stops; no file is left.</param>
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
