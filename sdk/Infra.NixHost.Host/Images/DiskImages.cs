using System.Text.Json;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Images;

/// <summary>Asks <c>qemu-img info</c>, with <c>-U</c> because a running guest holds the lock.</summary>
internal sealed class DiskImages(
    IHostShell shell,
    IHostFiles files,
    TimeSpan timeout,
    TimeProvider timeProvider
) : IDiskImages
{
    private readonly ImageMemo _memo = new(files, timeProvider);

    /// <inheritdoc/>
    public bool Exists(string path) => files.IsFile(path);

    /// <inheritdoc/>
    public bool HasDirectory(string path) => files.IsDirectory(path);

    /// <inheritdoc/>
    public async Task<DiskImage> ReadAsync(string path, CancellationToken cancellationToken)
    {
        RequireFile(path);
        return await _memo.ReadAsync(path, () => ReadNowAsync(path, cancellationToken));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListQcow2(string directory) => Qcow2Files.In(files, directory);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> ListAllocations(string directory)
    {
        string[] paths = [.. files.List(directory).Select(name => Path.Combine(directory, name))];
        return paths
            .Zip(files.Stat(paths))
            .ToDictionary(p => p.First, p => p.Second?.Allocated ?? 0, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RecordedBacking> ReadBackings(IReadOnlyList<string> paths) =>
        new BackingNames(files).Read(paths);

    private async Task<DiskImage> ReadNowAsync(string path, CancellationToken cancellationToken)
    {
        var result = await InfoAsync(
            ["info", "-U", "--output=json", "--", path],
            cancellationToken
        );
        result.OrThrow(
            "image-invalid",
            $"The disk image '{path}' cannot be read. See that it is a disk image, with `qemu-img info {path}`"
        );
        using var json = JsonDocument.Parse(result.Output);
        return Parse(json.RootElement, path);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DiskImage>> ReadChainAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        RequireFile(path);
        var result = await InfoAsync(
            ["info", "-U", "--backing-chain", "--output=json", "--", path],
            cancellationToken
        );
        result.OrThrow(
            "chain-broken",
            $"The disk image '{path}' or one of its backing files cannot be read. See which one is missing, with `qemu-img info {path}`"
        );
        using var json = JsonDocument.Parse(result.Output);
        var chain = new List<DiskImage>();
        foreach (var element in json.RootElement.EnumerateArray())
        {
            chain.Add(Parse(element, chain.Count == 0 ? path : chain[^1].BackingPath ?? path));
        }

        return chain;
    }

    /// <inheritdoc/>
    public string FindImage(string storePath, string? fileName) =>
        new ImageSearch(files).Find(storePath, fileName);

    private Task<ToolResult> InfoAsync(string[] arguments, CancellationToken cancellationToken) =>
        shell.RunAsync(new(Tool.QemuImg, [.. arguments]) { Timeout = timeout }, cancellationToken);

    private void RequireFile(string path)
    {
        var stat = files.Stat(path);
        if (stat is { IsDirectory: true })
        {
            throw new HostException(
                "image-invalid",
                $"The disk image '{path}' is a directory. Name the image file in it."
            );
        }

        if (stat is null)
        {
            throw new HostException(
                "image-missing",
                $"There is no disk image '{path}'. Check the path, or build the image again."
            );
        }
    }

    private static DiskImage Parse(JsonElement info, string path)
    {
        var recorded = Text(info, "full-backing-filename") ?? Text(info, "backing-filename");
        // The image may record its backing file relative to itself.
        var backing = recorded is null
            ? null
            : Path.Combine(Path.GetDirectoryName(path) ?? "/", recorded);
        return new(
            path,
            Text(info, "format") ?? "raw",
            info.GetProperty("virtual-size").GetInt64(),
            info.TryGetProperty("actual-size", out var size) ? size.GetInt64() : 0,
            backing,
            Text(info, "backing-filename-format")
        )
        {
            IsEncrypted =
                info.TryGetProperty("encrypted", out var encrypted)
                && encrypted.ValueKind == JsonValueKind.True,
        };
    }

    private static string? Text(JsonElement info, string name) =>
        info.TryGetProperty(name, out var value) ? value.GetString() : null;
}
