namespace Infra.NixHost.Host.Nix;

/// <summary>The Nix store and its garbage collector roots.</summary>
public interface INixStore
{
    /// <summary>What realising a derivation would do; nothing is built. The derivation must be in the store.</summary>
    Task<BuildPlan> PlanAsync(string derivationPath, CancellationToken cancellationToken);

    /// <summary>
    /// Builds a derivation, or checks that a store path is valid, and roots the result under <paramref name="root"/> in the same call, so
    /// that no garbage collection can come between. Running it again replaces the root.
    /// </summary>
    /// <param name="path">A <c>.drv</c> or a store path.</param>
    /// <param name="root">The absolute path of the root, from <see cref="RootPath"/>.</param>
    /// <param name="timeout">How long the build may take.</param>
    /// <param name="progress">Is told where the build stands, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <returns>The store path.</returns>
    /// <exception cref="HostException">The build failed (its last 25 log lines), the path is not valid, or the time is over.</exception>
    Task<string> RealiseAsync(
        string path,
        string root,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The store path of a directory's content under a name, version control and the like left out. Nothing is written unless
    /// <paramref name="write"/>: then the copy is in the store afterwards, rooted under <paramref name="root"/>.
    /// </summary>
    Task<string> AddDirectoryAsync(
        string directory,
        string name,
        bool write,
        string? root,
        CancellationToken cancellationToken
    );

    /// <summary>Whether the store holds this path.</summary>
    Task<bool> IsValidAsync(string storePath, CancellationToken cancellationToken);

    /// <summary>The hash of the path's NAR as the store recorded it, e.g. <c>sha256:…</c>.</summary>
    Task<string> QueryHashAsync(string storePath, CancellationToken cancellationToken);

    /// <summary>Whether the path still has the bytes that the store recorded; all of them are read.</summary>
    Task<bool> VerifyAsync(string storePath, CancellationToken cancellationToken);

    /// <summary>The size of the path and all it refers to, in bytes.</summary>
    Task<long> QueryClosureSizeAsync(string storePath, CancellationToken cancellationToken);

    /// <summary>Where the root of one resource lies: stable for stack, urn and role, and a legal file name.</summary>
    string RootPath(string project, string stack, string urn, string role);

    /// <summary>What a root points at, or <c>null</c> when there is none.</summary>
    string? ReadRoot(string root);

    /// <summary>Removes a root; nothing happens when there is none. Never deletes a store path.</summary>
    void RemoveRoot(string root);

    /// <summary>The store path that a path lies in, or <c>null</c> when it lies in no store.</summary>
    string? StorePathOf(string path);
}
