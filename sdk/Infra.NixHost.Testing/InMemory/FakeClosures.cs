using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>Writes down what a closure would hold.</summary>
internal sealed class FakeClosures(CallLog calls, FakeImages images) : IClosures
{
    public async Task<long> ExportAsync(
        string storePath,
        string? basePath,
        string file,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        calls.Write($"export {storePath}");
        await File.WriteAllTextAsync(file, $"{storePath} without {basePath}", cancellationToken);
        var length = new FileInfo(file).Length;
        images.Files[file] = new(file, "raw", length, length, null, null);
        return length;
    }
}
