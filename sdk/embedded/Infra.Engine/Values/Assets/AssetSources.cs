using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Infra.Engine.Files;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Values.Assets;

/// <summary>Reads assets and archives from texts, files, folders and addresses.</summary>
internal sealed class AssetSources(string workingDirectory)
{
    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(5);
    private static readonly string[] ArchiveExtensions =
    [
        ".tar",
        ".tgz",
        ".tar.gz",
        ".zip",
        ".jar",
    ];

    public async Task<Stream> OpenAsync(
        PropertyValue.Asset asset,
        CancellationToken cancellationToken
    ) =>
        asset.Path is { } path ? RegularFile.Open(Full(path), $"the asset '{path}'")
        : asset.Uri is { } uri ? await DownloadAsync(uri, cancellationToken)
        : new MemoryStream(Encoding.UTF8.GetBytes(asset.Text ?? ""));

    /// <summary>Opens an archive that is a file; <c>null</c> for an archive that is composed.</summary>
    public async Task<Stream?> OpenFileAsync(
        PropertyValue.Archive archive,
        CancellationToken cancellationToken
    ) =>
        archive.Path is { } path && IsArchiveFile(path)
            ? RegularFile.Open(Full(path), $"the archive '{path}'")
        : archive.Uri is { } uri && IsArchiveFile(new Uri(uri).AbsolutePath)
            ? await DownloadAsync(uri, cancellationToken)
        : null;

    /// <summary>The files of an archive, in the order in which they are hashed.</summary>
    public IAsyncEnumerable<ArchiveEntry> EntriesAsync(
        PropertyValue.Archive archive,
        CancellationToken cancellationToken
    ) =>
        archive switch
        {
            { Path: { } path } when !IsArchiveFile(path) => DirectoryEntries.Of(Full(path), path),
            { Path: not null } or { Uri: not null } => FileEntriesAsync(archive, cancellationToken),
            _ => MemberEntriesAsync(archive.Assets ?? PropertyMap.Empty, cancellationToken),
        };

    private async IAsyncEnumerable<ArchiveEntry> MemberEntriesAsync(
        PropertyMap members,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (name, member) in members)
        {
            if (member is PropertyValue.Asset asset)
            {
                await using var content = await OpenAsync(asset, cancellationToken);
                await using var sized = await SizedAsync(content, cancellationToken);
                yield return new(name, sized.Length, sized);
                continue;
            }

            var entries = EntriesAsync((PropertyValue.Archive)member, cancellationToken);
            await foreach (var entry in entries)
            {
                yield return entry with
                {
                    Name = EntryNames.Clean($"{name}/{entry.Name}"),
                };
            }
        }
    }

    private async IAsyncEnumerable<ArchiveEntry> FileEntriesAsync(
        PropertyValue.Archive archive,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // An archive that is no list of assets has a path or an address.
        var source = archive.Path ?? archive.Uri!;
        await using var file =
            await OpenFileAsync(archive, cancellationToken)
            ?? throw new InfraException(
                $"The archive '{source}' has an unknown type. Its name must end in {string.Join(", ", ArchiveExtensions)}."
            );
        await using var sized = await SizedAsync(file, cancellationToken);
        var isZip = IsNamed(source, ".zip") || IsNamed(source, ".jar");
        var entries = isZip ? ArchiveFiles.Zip(sized) : ArchiveFiles.Tar(Unzipped(source, sized));
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private static Stream Unzipped(string name, Stream file) =>
        IsNamed(name, ".gz") || IsNamed(name, ".tgz")
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;

    private static bool IsArchiveFile(string name) =>
        ArchiveExtensions.Any(extension => IsNamed(name, extension));

    private static bool IsNamed(string name, string extension) =>
        name.EndsWith(extension, StringComparison.Ordinal);

    private string Full(string path) => Path.Combine(workingDirectory, path);

    private static async Task<Stream> SizedAsync(Stream content, CancellationToken token)
    {
        if (content.CanSeek)
        {
            return content;
        }

        var copy = new MemoryStream();
        await content.CopyToAsync(copy, token);
        copy.Position = 0;
        return copy;
    }

    private static async Task<Stream> DownloadAsync(
        string address,
        CancellationToken cancellationToken
    )
    {
        var uri = Uri.TryCreate(address, UriKind.Absolute, out var parsed)
            ? parsed
            : throw new InfraException($"The asset's address '{address}' is not a valid URI.");
        if (uri.IsFile)
        {
            return RegularFile.Open(uri.LocalPath, $"the asset '{address}'");
        }

        try
        {
            using var client = new HttpClient { Timeout = DownloadTimeout };
            return new MemoryStream(await client.GetByteArrayAsync(uri, cancellationToken));
        }
        catch (Exception e)
            when (e is HttpRequestException or NotSupportedException or ArgumentException)
        {
            throw new InfraException($"Cannot download the asset '{address}': {e.Message}", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InfraException(
                $"Cannot download the asset '{address}': it took longer than {DownloadTimeout.TotalMinutes} minutes.",
                e
            );
        }
    }
}
