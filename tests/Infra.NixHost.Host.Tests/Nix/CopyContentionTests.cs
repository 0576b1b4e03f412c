using System.Collections.Concurrent;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

/// <summary>A copy into a store while somebody else adds a path of it, with real Nix. Nix 2.8 fails at its first attempt here.</summary>
[Category("Real")]
[Category("Nix")]
internal sealed class CopyContentionTests
{
    [Test]
    public async Task A_copy_ends_well_when_a_path_that_it_brings_comes_from_elsewhere_meanwhile()
    {
        using var store = new PrivateStore();
        var files = new[] { "fern", "iris", "moss" }
            .Select(name => store.Directory.Write(name, name))
            .ToList();
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            paths[await AddAsync(store, file)] = file;
        }

        var cache = $"file://{store.Directory.At("binary-cache")}";
        (await store.RunAsync(Copy("--to", cache, paths.Keys))).OrThrow("test", "the cache");
        await store.CollectGarbageAsync();

        // Nix copies in the order of hashes, and waits for the lock of a path that somebody else is adding.
        var first = paths.Keys.Order(StringComparer.Ordinal).First();
        var told = new ConcurrentBag<string>();
        Task<ToolResult> copy;
        using (Lock($"{first}.lock"))
        {
            copy = store.RunAsync(
                Copy("--from", cache, paths.Keys) with
                {
                    OnErrorLine = told.Add,
                }
            );
            await Wait.UntilAsync(
                () => told.Any(l => l.Contains("copying 3 paths", StringComparison.Ordinal)),
                () => $"the copy does not begin: {string.Join(" / ", told)}"
            );
            foreach (var later in paths.Where(p => p.Key != first))
            {
                await AddAsync(store, later.Value);
            }
        }

        Assert.That((await copy).ExitCode, Is.Zero, (await copy).ErrorText);
        Assert.That(paths.Keys, Has.All.Matches<string>(File.Exists));
    }

    private static FileStream Lock(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    private static async Task<string> AddAsync(PrivateStore store, string file)
    {
        var added = new Invocation(Tool.NixStore, ["--add", file])
        {
            Timeout = TimeSpan.FromMinutes(1),
        };
        return (await store.RunAsync(added)).OrThrow("test", file).Output.Trim();
    }

    private static Invocation Copy(string way, string cache, IEnumerable<string> paths) =>
        new(
            Tool.NixCommand,
            [
                "--extra-experimental-features",
                "nix-command",
                "copy",
                "--no-check-sigs",
                way,
                cache,
                .. paths,
            ]
        )
        {
            Timeout = TimeSpan.FromMinutes(2),
        };
}
