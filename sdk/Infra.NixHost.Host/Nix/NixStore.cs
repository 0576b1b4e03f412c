using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Uses <c>nix-store</c>, whose commands and texts are the same in every version of Nix.</summary>
/// <param name="tools">The commands of the host, whose store it is.</param>
/// <param name="files">The files of the host.</param>
/// <param name="directories">Copies directories of this machine into its store.</param>
/// <param name="delivery">Brings what the store of this machine has to that of the host.</param>
/// <param name="here">The store of the machine that this process runs on.</param>
/// <param name="timeProvider">The clock of builds.</param>
internal sealed class NixStore(
    NixTools tools,
    IHostFiles files,
    DirectoryCopy directories,
    IStoreDelivery delivery,
    StoreHere here,
    TimeProvider timeProvider
) : INixStore
{
    /// <summary>The number of store paths in one command line, well below the kernel's limit.</summary>
    private const int PathsPerCall = 2000;

    /// <summary>Reading a large image as a whole takes this long at most.</summary>
    private static readonly TimeSpan LongestVerification = TimeSpan.FromMinutes(30);

    private readonly StoreRoots _roots = new(files, tools.Options.GcRootDirectory);
    private readonly PathSizes _sizes = new(tools);
    private readonly Realisation _realisation = new(tools, files, timeProvider);

    /// <inheritdoc/>
    public async Task<BuildPlan> PlanAsync(
        string derivationPath,
        CancellationToken cancellationToken
    )
    {
        if (!here.Builds)
        {
            await delivery.BringAsync(
                derivationPath,
                tools.Options.CommandTimeout,
                progress: null,
                cancellationToken
            );
        }

        var plan = new BuildPlanReader();
        var result = await (here.Builds ? here.Tools : tools).RunAsync(
            () =>
            {
                plan = new();
                return new(Tool.NixStore, ["--realise", "--dry-run", derivationPath])
                {
                    Timeout = tools.Options.CommandTimeout,
                    OnErrorLine = plan.Add,
                };
            },
            cancellationToken
        );
        result.OrThrow("nix-store", $"Nix does not tell which builds '{derivationPath}' needs");
        return plan.Plan;
    }

    /// <inheritdoc/>
    public async Task<string> RealiseAsync(
        string path,
        string root,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!here.Builds || !path.EndsWith(".drv", StringComparison.Ordinal))
        {
            return await BringAndRootAsync(path, root, timeout, progress, cancellationToken);
        }

        // A root that was lost is no reason to build what the host has.
        return
            await here.OutputOfAsync(path, cancellationToken) is { } output
            && await tools.IsValidAsync(output, cancellationToken)
            ? await _realisation.RunAsync(output, root, timeout, progress, cancellationToken)
            : await here.UseAsync(
                path,
                timeout,
                progress,
                built => BringAndRootAsync(built, root, timeout, progress, cancellationToken),
                cancellationToken
            );
    }

    private async Task<string> BringAndRootAsync(
        string path,
        string root,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await delivery.BringAsync(path, timeout, progress, cancellationToken);
        return await _realisation.RunAsync(path, root, timeout, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task BringAsync(
        string storePath,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    ) => delivery.BringAsync(storePath, timeout, progress, cancellationToken);

    /// <inheritdoc/>
    public async Task FetchAsync(
        string storePath,
        TimeSpan timeout,
        Func<Task> use,
        CancellationToken cancellationToken
    )
    {
        await delivery.FetchAsync(storePath, timeout, cancellationToken);
        await here.UseAsync(
            storePath,
            timeout,
            progress: null,
            async _ =>
            {
                await use();
                return true;
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<string> AddDirectoryAsync(
        string directory,
        string name,
        bool write,
        string? root,
        CancellationToken cancellationToken
    )
    {
        var path = await directories.CopyAsync(directory, name, write, cancellationToken);
        if (!write || root is null)
        {
            return path;
        }

        try
        {
            return await RootAsync(path, root, cancellationToken);
        }
        catch (HostException e) when (e.Code == "path-invalid")
        {
            // A garbage collection ran between the copy and its root, so the directory is copied again.
            await directories.CopyAsync(directory, name, write, cancellationToken);
            return await RootAsync(path, root, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsValidAsync(string storePath, CancellationToken cancellationToken) =>
        StorePathOf(storePath) is not null
        && await tools.IsValidAsync(storePath, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> QueryHashAsync(string storePath, CancellationToken cancellationToken)
    {
        var result = await tools.StoreAsync(["--query", "--hash", storePath], cancellationToken);
        return result
            .OrThrow("path-invalid", $"Nix does not know the hash of '{storePath}'")
            .Output.Trim();
    }

    /// <inheritdoc/>
    public async Task<bool> VerifyAsync(string storePath, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(Tool.NixStore, ["--verify-path", storePath])
        {
            Timeout = LongestVerification,
        };
        var result = await tools.RunAsync(invocation, cancellationToken);
        return result.ExitCode == 0
            || (
                result.ErrorText.Contains("was modified", StringComparison.Ordinal)
                    ? false
                    : throw result.Failure(
                        "nix-store",
                        $"Nix does not tell whether '{storePath}' is intact"
                    )
            );
    }

    /// <inheritdoc/>
    public async Task<long> QueryClosureSizeAsync(
        string storePath,
        CancellationToken cancellationToken
    )
    {
        var requisites = await tools.StoreAsync(
            ["--query", "--requisites", storePath],
            cancellationToken
        );
        requisites.OrThrow("path-invalid", $"Nix does not know the closure of '{storePath}'");
        long sum = 0;
        foreach (var paths in Lines(requisites.Output).Chunk(PathsPerCall))
        {
            var sizes = await tools.StoreAsync(["--query", "--size", .. paths], cancellationToken);
            sizes.OrThrow("path-invalid", $"Nix does not know the closure size of '{storePath}'");
            sum += Lines(sizes.Output).Sum(long.Parse);
        }
        return sum;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long?>> QuerySizesAsync(
        IReadOnlyList<string> storePaths,
        CancellationToken cancellationToken
    )
    {
        var sizes = new List<long?>();
        foreach (var paths in storePaths.Chunk(PathsPerCall))
        {
            sizes.AddRange(await _sizes.OfAsync(paths, cancellationToken));
        }

        return sizes;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> QueryReferrersAsync(
        IReadOnlyList<string> storePaths,
        CancellationToken cancellationToken
    )
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var paths in storePaths.Chunk(PathsPerCall))
        {
            var result = await tools.StoreAsync(
                ["--query", "--referrers-closure", .. paths],
                cancellationToken
            );
            result.OrThrow("path-invalid", "Nix does not know what refers to images of the store");
            found.UnionWith(Lines(result.Output));
        }

        return [.. found];
    }

    /// <inheritdoc/>
    public string RootPath(string project, string stack, string urn, string role) =>
        _roots.PathOf(project, stack, urn, role);

    /// <inheritdoc/>
    public string? ReadRoot(string root) => StoreRoots.Read(files, root);

    /// <inheritdoc/>
    public IReadOnlyList<string> ListRoots() => _roots.List();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> ReadRootTargets() => _roots.ReadTargets();

    /// <inheritdoc/>
    public IReadOnlyList<StoreRoot> ReadRoots() => _roots.ReadAll();

    /// <inheritdoc/>
    public void RemoveRoot(string root) => StoreRoots.Remove(files, root);

    /// <inheritdoc/>
    public string? StorePathOf(string path)
    {
        var prefix = tools.StoreDirectory + "/";
        if (!path.StartsWith(prefix, StringComparison.Ordinal) || path.Length == prefix.Length)
        {
            return null;
        }

        var end = path.IndexOf('/', prefix.Length);
        return end < 0 ? path : path[..end];
    }

    private Task<string> RootAsync(string path, string root, CancellationToken cancellationToken) =>
        RealiseAsync(path, root, tools.Options.CommandTimeout, progress: null, cancellationToken);

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
