using System.Security.Cryptography;

namespace Conformance.Tests.Lab;

/// <summary>The official Node SDK, installed once for all runs of the tests as package-lock.json says.</summary>
internal static class NodeModules
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The folder of the installed packages.</summary>
    public static Task<string> EnsureAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        var cache = Directory
            .CreateDirectory(Path.Combine(Checkout.Root, ".cache", "conformance"))
            .FullName;
        await using var alone = await LockAsync(Path.Combine(cache, "lock"));
        var lockFile = Path.Combine(Checkout.Node, "package-lock.json");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(lockFile)));
        var modules = Path.Combine(cache, "node_modules");
        var stamp = Path.Combine(cache, "stamp");
        if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
        {
            File.Copy(lockFile, Path.Combine(cache, "package-lock.json"), overwrite: true);
            File.Copy(
                Path.Combine(Checkout.Node, "package.json"),
                Path.Combine(cache, "package.json"),
                overwrite: true
            );
            string[] arguments =
            [
                "ci",
                "--omit=dev",
                "--omit=peer",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ];
            (
                await Command.RunAsync("npm", arguments, cache, new Dictionary<string, string?>())
            ).Succeeded();
            await File.WriteAllTextAsync(stamp, wanted);
        }

        return modules;
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
}
