using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;

namespace TestKit;

/// <summary>The official Node SDK, installed once for all runs of the tests as package-lock.json says.</summary>
public static class NodeModules
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task<string>> Installed = new(() => InstallAsync(FindRoot()));

    /// <summary>The folder of the installed packages.</summary>
    public static Task<string> EnsureAsync() => Installed.Value;

    private static async Task<string> InstallAsync(string root)
    {
        var source = Path.Combine(root, "tests", "embedded", "Conformance.Tests", "Node");
        var cache = Directory.CreateDirectory(Path.Combine(root, ".cache", "conformance")).FullName;
        await using var alone = await LockAsync(Path.Combine(cache, "lock"));
        var lockFile = Path.Combine(source, "package-lock.json");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(lockFile)));
        var modules = Path.Combine(cache, "node_modules");
        var stamp = Path.Combine(cache, "stamp");
        if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
        {
            foreach (var name in new[] { "package-lock.json", "package.json" })
            {
                File.Copy(Path.Combine(source, name), Path.Combine(cache, name), overwrite: true);
            }

            await InstallPackagesAsync(cache);
            await File.WriteAllTextAsync(stamp, wanted);
        }

        return modules;
    }

    private static async Task InstallPackagesAsync(string directory)
    {
        using var budget = new CancellationTokenSource(Budget);
        var result = await Cli.Wrap("npm")
            .WithArguments([
                "ci",
                "--omit=dev",
                "--omit=peer",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ])
            .WithWorkingDirectory(directory)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(budget.Token);
        if (!result.IsSuccess)
        {
            throw new InvalidOperationException(
                $"npm ci ended with {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}"
            );
        }
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another run installs.
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "/", "..", ".."));
}
