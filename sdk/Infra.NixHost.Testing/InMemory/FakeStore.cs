using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeStore(CallLog calls, FakeImages images) : INixStore
{
    public const string Directory = "/nix/store";

    public ConcurrentDictionary<string, byte> Valid { get; } = new(StringComparer.Ordinal);
    public ConcurrentDictionary<string, string> Roots { get; } = new(StringComparer.Ordinal);

    /// <summary>What building a derivation gives.</summary>
    public ConcurrentDictionary<string, (string Out, string File, long Size)> Derivations { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Why the store does not answer; <c>null</c> when it does.</summary>
    public HostException? Failure { get; set; }

    public HostException? BuildFailure { get; set; }

    public Task<BuildPlan> PlanAsync(string derivationPath, CancellationToken cancellationToken)
    {
        calls.Read($"plan {derivationPath}");
        Rule.Require(
            Valid.ContainsKey(derivationPath),
            $"{derivationPath} is planned and not in the store"
        );
        return Task.FromResult(
            new BuildPlan(
                Derivations.TryGetValue(derivationPath, out var d) && !Valid.ContainsKey(d.Out)
                    ? 1
                    : 0,
                0
            )
        );
    }

    public Task<string> RealiseAsync(
        string path,
        string root,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        calls.Write($"realise {path}");
        cancellationToken.ThrowIfCancellationRequested();
        if (BuildFailure is { } failure && path.EndsWith(".drv", StringComparison.Ordinal))
        {
            throw failure;
        }

        progress?.Report(new(0, 1, "unpacking"));
        if (!Valid.ContainsKey(path))
        {
            throw new HostException("path-invalid", $"path '{path}' is not valid");
        }

        if (Derivations.TryGetValue(path, out var made))
        {
            path = made.Out;
            images.Add($"{made.Out}/{made.File}", made.Size);
            Valid[path] = 0;
        }

        Roots[root] = path;
        return Task.FromResult(path);
    }

    /// <summary>The images in the store of the machine that the program runs on, by store path. Hosts of one program share it.</summary>
    public ConcurrentDictionary<string, ImmutableArray<DiskImage>> Here { get; set; } =
        new(StringComparer.Ordinal);

    public Task BringAsync(
        string storePath,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!Valid.ContainsKey(storePath) && Here.TryGetValue(storePath, out var found))
        {
            calls.Write($"bring {storePath}");
            Valid[storePath] = 0;
            foreach (var image in found)
            {
                images.Files[image.Path] = image;
            }
        }

        return Task.CompletedTask;
    }

    public Task FetchAsync(
        string storePath,
        TimeSpan timeout,
        Func<Task> use,
        CancellationToken cancellationToken
    )
    {
        Rule.Require(Valid.ContainsKey(storePath), $"{storePath} is fetched and not in the store");
        Here[storePath] =
        [
            .. images.Files.Values.Where(f =>
                f.Path.StartsWith(storePath + "/", StringComparison.Ordinal)
            ),
        ];
        return use();
    }

    private static readonly EnumerationOptions WithoutLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public Task<string> AddDirectoryAsync(
        string directory,
        string name,
        bool write,
        string? root,
        CancellationToken cancellationToken
    )
    {
        var content = string.Join(
            '\n',
            System
                .IO.Directory.EnumerateFiles(directory, "*", WithoutLinks)
                .Order(StringComparer.Ordinal)
                .Select(f => $"{Path.GetRelativePath(directory, f)}={File.ReadAllText(f)}")
        );
        var path =
            $"{Directory}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32]}-{name}";
        if (write)
        {
            calls.Write($"add {path}");
            Valid[path] = 0;
            // A root is given wherever content is added.
            Roots[root!] = path;
        }
        else
        {
            calls.Read($"hash {path}");
        }

        return Task.FromResult(path);
    }

    public Task<bool> IsValidAsync(string storePath, CancellationToken cancellationToken)
    {
        calls.Read($"valid {storePath}");
        return Failure is { } failure
            ? Task.FromException<bool>(failure)
            : Task.FromResult(Valid.ContainsKey(storePath));
    }

    public Task<string> QueryHashAsync(string storePath, CancellationToken cancellationToken)
    {
        calls.Read($"hash {storePath}");
        return Task.FromResult($"sha256:{Path.GetFileName(storePath)}");
    }

    public Task<bool> VerifyAsync(string storePath, CancellationToken cancellationToken)
    {
        calls.Read($"verify {storePath}");
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<long?>> QuerySizesAsync(
        IReadOnlyList<string> storePaths,
        CancellationToken cancellationToken
    )
    {
        calls.Read("sizes");
        return Task.FromResult<IReadOnlyList<long?>>([
            .. storePaths.Select(p => Valid.ContainsKey(p) ? (long?)4096L : null),
        ]);
    }

    /// <summary>The paths that others refer to, with these.</summary>
    public ConcurrentDictionary<string, string> Referrers { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<string>> QueryReferrersAsync(
        IReadOnlyList<string> storePaths,
        CancellationToken cancellationToken
    )
    {
        calls.Read("referrers");
        Rule.Require(
            storePaths.All(Valid.ContainsKey),
            "a path that is not in the store is asked for its referrers"
        );
        return Task.FromResult<IReadOnlyList<string>>([
            .. storePaths.Concat(storePaths.Select(Referrers.GetValueOrDefault).OfType<string>()),
        ]);
    }

    public Task<long> QueryClosureSizeAsync(string storePath, CancellationToken cancellationToken)
    {
        calls.Read($"closure {storePath}");
        return Task.FromResult(4096L);
    }

    public string RootPath(string project, string stack, string urn, string role) =>
        $"/gcroots/{project}-{stack}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[..12]}-{role}";

    /// <summary>The roots that were asked for one at a time.</summary>
    public ConcurrentQueue<string> AskedRoots { get; } = new();

    public string? ReadRoot(string root)
    {
        AskedRoots.Enqueue(root);
        return Roots.GetValueOrDefault(root);
    }

    public IReadOnlyList<string> ListRoots()
    {
        calls.Read("roots list");
        return [.. Roots.Keys];
    }

    /// <summary>When roots were made that are older than the test.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Made { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<StoreRoot> ReadRoots()
    {
        calls.Read("roots read");
        return [.. Roots.Select(r => Read(r.Key, r.Value))];
    }

    public IReadOnlyDictionary<string, string?> ReadRootTargets()
    {
        calls.Read("roots read");
        return Roots.ToDictionary(r => r.Key, r => (string?)r.Value, StringComparer.Ordinal);
    }

    private StoreRoot Read(string path, string target)
    {
        var name = Path.GetFileName(path);
        var isOurs = Path.GetDirectoryName(path) != "/gcroots" && name.Contains('-');
        return new(
            path,
            target,
            Made.TryGetValue(path, out var made) ? made : TimeProvider.System.GetUtcNow()
        )
        {
            Stack = isOurs ? Path.GetFileName(Path.GetDirectoryName(path)) ?? "" : "",
            Role = isOurs ? name[(name.IndexOf('-') + 1)..] : "",
        };
    }

    public void RemoveRoot(string root) => Roots.TryRemove(root, out _);

    public string? StorePathOf(string path)
    {
        if (!path.StartsWith(Directory + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var end = path.IndexOf('/', Directory.Length + 1);
        return end < 0 ? path : path[..end];
    }
}
