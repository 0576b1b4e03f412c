using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// Copies directories of this machine into its store, content-addressed. It leaves out, at every level: <c>.git</c>, <c>.hg</c>, <c>.svn</c>, <c>.direnv</c>,
/// <c>.pulumi</c>, <c>node_modules</c>, <c>.DS_Store</c>; symbolic links named <c>result</c> or <c>result-*</c> (what nix-build leaves);
/// and editors' files: <c>*~</c>, <c>.*.swp</c>, <c>.*.swo</c>, <c>.#*</c>, <c>#*#</c>.
/// </summary>
#pragma warning disable CA1001 // A copy that ends late gives its turn back, which a disposed semaphore refuses.
internal sealed partial class DirectoryCopy(NixTools tools)
#pragma warning restore CA1001
{
    private const string Expression = """
        { directories }:
        map ({ path, name }: builtins.path {
          inherit name;
          path = /. + path;
          filter = file: type:
            let
              base = baseNameOf file;
              matches = pattern: builtins.match pattern base != null;
            in
            !(builtins.elem base [ ".git" ".hg" ".svn" ".direnv" ".pulumi" "node_modules" ".DS_Store" ])
            && !(type == "symlink" && matches "result(-.*)?")
            && !(type == "regular" && (matches ".*~" || matches "\\..*\\.sw[op]" || matches "#.*#"))
            && !(matches "\\.#.*");
        }) directories
        """;

    /// <summary>As many of the longest paths fit into one argument, which the kernel limits to 128 KiB.</summary>
    private const int AtOnce = 16;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly List<Wanted> _wanted = [];

    /// <summary>
    /// Returns the store path of the copy. Without <paramref name="write"/> it is only computed. A start of Nix costs more than a usual directory,
    /// so those that are wanted while it runs share the next one.
    /// </summary>
    /// <exception cref="HostException">There is no such directory, or a store cannot hold its content.</exception>
    public async Task<string> CopyAsync(
        string directory,
        string name,
        bool write,
        CancellationToken cancellationToken
    )
    {
        var own = new Wanted(directory, Locate(directory), StoreName(name), write);
        lock (_gate)
        {
            _wanted.Add(own);
        }

        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                return own.StorePath ?? await CopyAsync(own, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            lock (_gate)
            {
                _wanted.Remove(own);
            }
        }
    }

    /// <summary>Copies a directory, and with it those that wait. One that fails leaves each of the others to a run of its own.</summary>
    private async Task<string> CopyAsync(Wanted own, CancellationToken cancellationToken)
    {
        var together = Together(own);
        var (result, errors) = await EvaluateAsync(together, cancellationToken);
        if (result.ExitCode == 0)
        {
            var paths =
                JsonSerializer.Deserialize<string[]>(result.Output)
                ?? throw new JsonException("Nix printed no store paths.");
            foreach (var (wanted, path) in together.Zip(paths))
            {
                wanted.StorePath = path;
            }

            return paths[0];
        }

        if (together.Length == 1)
        {
            throw Failure(own.Directory, errors);
        }

        foreach (var wanted in together)
        {
            wanted.IsAlone = true;
        }

        return await CopyAsync(own, cancellationToken);
    }

    private ImmutableArray<Wanted> Together(Wanted own)
    {
        if (own.IsAlone)
        {
            return [own];
        }

        lock (_gate)
        {
            return
            [
                own,
                .. _wanted
                    .Where(w =>
                        w != own && w is { StorePath: null, IsAlone: false } && w.Write == own.Write
                    )
                    .Take(AtOnce - 1),
            ];
        }
    }

    private Task<(ToolResult Result, ImmutableArray<string> Errors)> EvaluateAsync(
        ImmutableArray<Wanted> together,
        CancellationToken cancellationToken
    )
    {
        var directories = together.Select(w =>
            NixLiteral.Set([new("path", w.Path), new("name", w.Name)])
        );
        return tools.EvaluateAsync(
            Tool.NixInstantiate,
            [
                "--eval",
                "--strict",
                "--json",
                .. together[0].Write ? ["--read-write-mode"] : Array.Empty<string>(),
                "--expr",
                Expression,
                "--arg",
                "directories",
                $"[ {string.Join(' ', directories)} ]",
            ],
            cancellationToken
        );
    }

    private HostException Failure(string directory, ImmutableArray<string> errors)
    {
        var reason = EvaluationErrors.Trim(errors);
        return DiskFull.In(reason)
            ? DiskFull.Failure(
                new LocalFiles(),
                $"The directory '{directory}' cannot be copied into the store",
                tools.StoreDirectory,
                reason
            )
            : new HostException(
                "path-unreadable",
                $"Nix cannot read the directory '{directory}':\n{reason}"
            );
    }

    /// <summary>Nix would copy a link as a link, so the directory is resolved first.</summary>
    private static string Locate(string directory)
    {
        if (File.Exists(directory))
        {
            throw new HostException(
                "path-missing",
                $"'{directory}' is a file, but a directory is needed. Name its directory."
            );
        }

        if (!Directory.Exists(directory))
        {
            throw new HostException(
                "path-missing",
                $"The directory '{directory}' does not exist. Correct the path, or create it."
            );
        }

        return Path.GetFullPath(
            Directory.ResolveLinkTarget(directory, returnFinalTarget: true)?.FullName ?? directory
        );
    }

    /// <summary>The store limits names to a small alphabet without a leading dot, and their length.</summary>
    private static string StoreName(string name)
    {
        var clean = Illegal().Replace(name, "-").TrimStart('.');
        return clean.Length == 0 ? "directory" : clean[..Math.Min(clean.Length, 200)];
    }

    [GeneratedRegex("[^A-Za-z0-9+._?=-]", RegexOptions.CultureInvariant)]
    private static partial Regex Illegal();

    /// <summary>A directory that somebody waits for.</summary>
    private sealed class Wanted(string directory, string path, string name, bool write)
    {
        public string Directory => directory;

        public string Path => path;

        public string Name => name;

        public bool Write => write;

        public string? StorePath { get; set; }

        /// <summary>Whether a run with others has failed.</summary>
        public bool IsAlone { get; set; }
    }
}
