using System.Globalization;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>
/// The ISO images of config disks, outside the Nix store and readable only by root and QEMU's user.
/// Each generation of the content has its own image, so that a running guest keeps its own.
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
        HostDirectories.Prepare(session.Host.Files, Home);
        // The files lie beside the image, so that the next run removes what a killed run left.
        using var files =
            inputs.Files is { } given && content.StorePath.Length == 0
                ? MaterializedFiles.Write(session.Host.Files, path + ".files", given)
                : null;
        await session.Host.IsoImages.WriteAsync(
            files?.Path ?? inputs.HostPath ?? content.StorePath,
            path,
            inputs.Serial,
            cancellationToken
        );
    }

    /// <summary>Removes the images of a disk, except those to keep and those that a domain names.</summary>
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
                session.Host.Files.Delete(path);
            }
        }
    }

    /// <summary>All images of a disk.</summary>
    public IReadOnlyList<string> ImagesOf(string id)
    {
        var prefix = PrefixOf(id);
        return
        [
            .. session
                .Host.Files.List(Home)
                .Where(name =>
                    name.StartsWith(prefix, StringComparison.Ordinal)
                    && name.EndsWith(Extension, StringComparison.Ordinal)
                    && int.TryParse(
                        Path.GetFileNameWithoutExtension(name).AsSpan(prefix.Length),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out _
                    )
                )
                .Select(name => Path.Combine(Home, name)),
        ];
    }

    /// <summary>The name of the disk's garbage collector root tells project, stack and resource.</summary>
    private static string PrefixOf(string id) => Path.GetFileName(id) + "-";
}
