using System.Globalization;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>
/// The ISO images of config disks: files outside the Nix store that only root and QEMU's user can read, one per generation of the content, so
/// that a guest keeps what it runs with until it takes the next.
/// </summary>
internal sealed class ConfigImages(ProviderSession session)
{
    private const string Extension = ".iso";

    private string Home => Path.Combine(session.Host.Options.StateDirectory, "config-disks");

    /// <summary>The image of one generation of a disk.</summary>
    public string PathOf(string id, int generation) =>
        Path.Combine(Home, $"{PrefixOf(id)}{generation}{Extension}");

    /// <summary>Writes an image.</summary>
    public async Task WriteAsync(
        string path,
        ConfigDiskInputs inputs,
        ConfigContent content,
        CancellationToken cancellationToken
    )
    {
        HostDirectories.Prepare(Home);
        // Beside the image, so that a killed run leaves no secret that the next one does not remove.
        using var files =
            inputs.Files is { } given && content.StorePath.Length == 0
                ? MaterializedFiles.Write(given, path + ".files")
                : null;
        await session.Host.IsoImages.WriteAsync(
            files?.Path ?? inputs.HostPath ?? content.StorePath,
            path,
            inputs.Serial,
            cancellationToken
        );
    }

    /// <summary>Removes the images of a disk apart from some, and apart from those that a domain still names.</summary>
    public async Task RemoveOthersAsync(
        string id,
        IReadOnlyCollection<string> kept,
        CancellationToken cancellationToken
    )
    {
        foreach (var path in ImagesOf(id).Where(p => !kept.Contains(p)))
        {
            var users = await session.Host.Volumes.FindReferencesAsync(path, cancellationToken);
            if (users.Count == 0)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>All images of a disk.</summary>
    public IReadOnlyList<string> ImagesOf(string id)
    {
        var prefix = PrefixOf(id);
        return Directory.Exists(Home)
            ?
            [
                .. Directory
                    .EnumerateFiles(Home, $"*{Extension}")
                    .Where(p =>
                        Path.GetFileNameWithoutExtension(p)
                            .StartsWith(prefix, StringComparison.Ordinal)
                        && int.TryParse(
                            Path.GetFileNameWithoutExtension(p).AsSpan(prefix.Length),
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out _
                        )
                    )
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    /// <summary>The name of the disk's garbage collector root tells project, stack and resource.</summary>
    private static string PrefixOf(string id) => Path.GetFileName(id) + "-";
}
