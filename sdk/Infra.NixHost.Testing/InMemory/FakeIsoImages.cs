using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>Writes text files that list the names and contents of a directory.</summary>
internal sealed class FakeIsoImages(CallLog calls) : IIsoImages
{
    public Task WriteAsync(
        string directory,
        string path,
        string label,
        CancellationToken cancellationToken
    )
    {
        calls.Write($"iso {path}");
        cancellationToken.ThrowIfCancellationRequested();
        File.WriteAllText(path, Describe(directory));
        return Task.CompletedTask;
    }

    /// <summary>What of a directory in the fake store is known is its name.</summary>
    private static string Describe(string directory) =>
        Directory.Exists(directory)
            ? string.Concat(
                Directory
                    .EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(f =>
                        $"{Path.GetRelativePath(directory, f)}={File.ReadAllText(f).TrimEnd()}\n"
                    )
            )
            : $"{directory}\n";
}
