using System.Text.Json;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// The nixpkgs that evaluations use, and that travels into images and guests. A directory outside the store would be hashed by every
/// evaluation, which takes a minute or more for 50 000 files, and a channel is a link, which Nix 2.8 would copy as it is. So links are
/// resolved, and the first evaluation that writes makes one copy in the store, without <c>.git</c>; the next ones take it as it is.
/// </summary>
internal sealed class NixpkgsCopies(NixTools tools) : IDisposable
{
    // bootstrap.nix gives an unmodified path the same name and filter, so a copy changes no derivation.
    private const string Expression = """
        { path }: "${builtins.path { name = "nixpkgs"; path = /. + path; filter = file: _: baseNameOf file != ".git"; }}"
        """;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, string> _copies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);
    private (bool Asked, string? Path) _ofSearchPath;

    /// <summary>The directory to evaluate with.</summary>
    /// <param name="nixpkgs">A path or a flake reference; <c>null</c> for the search path's.</param>
    /// <param name="write">Whether a copy may be made; otherwise only a copy that is there is used.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    /// <returns>A path without links; a flake reference and what cannot be found as they are.</returns>
    public async Task<string?> LocateAsync(
        string? nixpkgs,
        bool write,
        CancellationToken cancellationToken
    )
    {
        if (nixpkgs is not null && !Path.IsPathRooted(nixpkgs))
        {
            return nixpkgs;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var named = nixpkgs ?? await SearchAsync(cancellationToken);
            if (named is null || !Directory.Exists(named))
            {
                return nixpkgs;
            }

            var path = LinksResolved(named);
            return path.StartsWith(tools.StoreDirectory + "/", StringComparison.Ordinal)
                ? path
                : await CopyAsync(path, write, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string> CopyAsync(
        string path,
        bool write,
        CancellationToken cancellationToken
    )
    {
        if (!_notes.TryGetValue(path, out var note))
        {
            note = Path.Combine(tools.Options.StateDirectory, "nixpkgs", TreeStamp.Of(path));
            _notes[path] = note;
        }

        if (!_copies.TryGetValue(path, out var copy))
        {
            copy = await NotedAsync(note, cancellationToken);
        }

        if (copy is null)
        {
            // A checkout tells a system its revision and a copy does not, so a preview needs the copy to know the exact store path.
            if (!write && !Path.Exists(Path.Combine(path, ".git")))
            {
                return path;
            }

            copy = await MakeAsync(path, cancellationToken);
        }

        _copies[path] = copy;
        if (write)
        {
            Note(note, copy);
        }

        return copy;
    }

    /// <summary>The copy that an earlier run has made, if the garbage collector has left it.</summary>
    private async Task<string?> NotedAsync(string note, CancellationToken cancellationToken)
    {
        if (!File.Exists(note))
        {
            return null;
        }

        var copy = (await File.ReadAllTextAsync(note, cancellationToken)).Trim();
        return
            copy.StartsWith(tools.StoreDirectory + "/", StringComparison.Ordinal)
            && await tools.IsValidAsync(copy, cancellationToken)
            ? copy
            : null;
    }

    private async Task<string> MakeAsync(string path, CancellationToken cancellationToken)
    {
        var (result, errors) = await tools.EvaluateAsync(
            Tool.NixInstantiate,
            [
                "--eval",
                "--json",
                "--read-write-mode",
                "--expr",
                Expression,
                "--argstr",
                "path",
                path,
            ],
            cancellationToken
        );
        return result.ExitCode != 0
            ? throw EvaluationErrors.Failure(path, errors)
            : JsonSerializer.Deserialize<string>(result.Output)
                ?? throw new JsonException("Nix printed no store path.");
    }

    /// <summary>A user without the state directory has the copy, and makes it again in the next run.</summary>
    private static void Note(string file, string copy)
    {
        if (File.Exists(file))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "/");
            var unfinished = $"{file}.{Environment.ProcessId}";
            File.WriteAllText(unfinished, copy + "\n");
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The note only saves time.
        }
    }

    private async Task<string?> SearchAsync(CancellationToken cancellationToken)
    {
        if (!_ofSearchPath.Asked)
        {
            var (result, _) = await tools.EvaluateAsync(
                Tool.NixInstantiate,
                ["--find-file", "nixpkgs"],
                cancellationToken
            );
            var path = result.ExitCode == 0 ? result.Output.Trim() : "";
            _ofSearchPath = (true, path.Length > 0 ? path : null);
        }

        return _ofSearchPath.Path;
    }

    /// <summary>Also links in the middle of a path are resolved, as in <c>/nix/var/nix/profiles/per-user/root/channels/nixos</c>.</summary>
    private static string LinksResolved(string path)
    {
        var resolved = "/";
        foreach (
            var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var next = new DirectoryInfo(Path.Combine(resolved, part));
            resolved = next.LinkTarget is null
                ? next.FullName
                : LinksResolved(Path.Combine(resolved, next.LinkTarget));
        }

        return resolved;
    }
}
