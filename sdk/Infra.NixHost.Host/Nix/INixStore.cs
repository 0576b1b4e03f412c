namespace Infra.NixHost.Hosts.Nix;

/// <summary>The Nix store and its garbage collector roots.</summary>
public interface INixStore
{
    /// <summary>Tells the work that realising a derivation would take. It builds nothing; the derivation must be in the store.</summary>
    Task<BuildPlan> PlanAsync(string derivationPath, CancellationToken cancellationToken);

    /// <summary>
    /// Builds a derivation, or checks that a store path is valid. The same call roots the result under <paramref name="root"/>, so that no
    /// garbage collection can run between. Another run replaces the root.
    /// </summary>
    /// <param name="path">A <c>.drv</c> or a store path.</param>
    /// <param name="root">The absolute path of the root, from <see cref="RootPath"/>.</param>
    /// <param name="timeout">How long the build may take.</param>
    /// <param name="progress">Gets the progress of the build, or is <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <returns>The store path.</returns>
    /// <exception cref="HostException">The build failed, the path is not valid, or the time ran out. A failed build comes with its last 25 log lines.</exception>
    Task<string> RealiseAsync(
        string path,
        string root,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Brings a store path with all that it refers to from the store of the machine that this process runs on to that of the host. What the host has, or
    /// this machine lacks, is left alone.
    /// </summary>
    /// <exception cref="HostException">The host's store does not take it.</exception>
    Task BringAsync(
        string storePath,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Brings a store path of the host with all that it refers to to the store of the machine that this process runs on, and keeps it from the garbage
    /// collector while it is used.
    /// </summary>
    /// <exception cref="HostException">The store of this machine does not take it.</exception>
    Task FetchAsync(
        string storePath,
        TimeSpan timeout,
        Func<Task> use,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The store path of a directory's content under a name; version control and the like are left out. With <paramref name="write"/> the copy
    /// is written to the store and rooted under <paramref name="root"/>.
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

    /// <summary>Whether the path still has the bytes that the store recorded. It reads all of them.</summary>
    Task<bool> VerifyAsync(string storePath, CancellationToken cancellationToken);

    /// <summary>The size of the path's closure, in bytes.</summary>
    Task<long> QueryClosureSizeAsync(string storePath, CancellationToken cancellationToken);

    /// <summary>The bytes of each path without its references, all in one question; <c>null</c> for a path that the store does not hold.</summary>
    Task<IReadOnlyList<long?>> QuerySizesAsync(
        IReadOnlyList<string> storePaths,
        CancellationToken cancellationToken
    );

    /// <summary>The valid paths and all paths that lead to one of them by their references.</summary>
    Task<IReadOnlyList<string>> QueryReferrersAsync(
        IReadOnlyList<string> storePaths,
        CancellationToken cancellationToken
    );

    /// <summary>The path of a resource's root. It is stable for stack, urn and role.</summary>
    string RootPath(string project, string stack, string urn, string role);

    /// <summary>The target of a root, or <c>null</c> when there is no root.</summary>
    string? ReadRoot(string root);

    /// <summary>The paths of all roots of this product.</summary>
    /// <exception cref="HostException">This user may not read their directory.</exception>
    IReadOnlyList<string> ListRoots();

    /// <summary>What each root of this product keeps, by the root's path.</summary>
    /// <exception cref="HostException">This user may not read their directory.</exception>
    IReadOnlyDictionary<string, string?> ReadRootTargets();

    /// <summary>All roots of this product, with what their names and links tell.</summary>
    /// <exception cref="HostException">This user may not read their directory.</exception>
    IReadOnlyList<StoreRoot> ReadRoots();

    /// <summary>Removes a root, if there is one. It never deletes a store path.</summary>
    void RemoveRoot(string root);

    /// <summary>The store path that contains a path, or <c>null</c> outside the store.</summary>
    string? StorePathOf(string path);
}
