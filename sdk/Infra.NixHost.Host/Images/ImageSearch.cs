namespace Infra.NixHost.Host.Images;

/// <summary>
/// Finds the image below a store path. Its name differs with the way it was built (<c>nixos.qcow2</c>,
/// <c>nixos-image-LABEL-SYSTEM.qcow2</c>, a link farm), so it is never assumed.
/// </summary>
internal static class ImageSearch
{
    private const int MaxDepth = 4;

    public static string Find(string storePath, string? fileName)
    {
        if (fileName is not null)
            return FindNamed(storePath, fileName);
        if (File.Exists(storePath))
            return storePath;
        var found = Below(storePath, MaxDepth)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new HostException(
                "image-missing",
                $"There is no *.qcow2 file below '{storePath}'. Let the expression build a qcow2 image, or give its path."
            ),
            _ => throw new HostException(
                "image-ambiguous",
                $"There are {found.Count} *.qcow2 files below '{storePath}' ({string.Join(", ", found.Select(Path.GetFileName))}). "
                    + "Give the path of the one to use, or set passthru.filePath in the derivation."
            ),
        };
    }

    private static string FindNamed(string storePath, string fileName)
    {
        var path = Path.Combine(storePath, fileName);
        return File.Exists(path)
            ? path
            : throw new HostException(
                "image-missing",
                $"The derivation says its image is '{fileName}', but there is no file '{path}'. "
                    + "Correct passthru.filePath in the derivation."
            );
    }

    /// <summary>Links are followed, because a link farm is one way to publish an image; the depth bounds cycles.</summary>
    private static IEnumerable<string> Below(string directory, int depth)
    {
        if (depth == 0 || !Directory.Exists(directory))
            yield break;
        // Of a link, Exists tells whether the link is there, so its end is asked.
        foreach (
            var file in Directory
                .EnumerateFiles(directory, "*.qcow2")
                .Select(EndOf)
                .Where(File.Exists)
        )
            yield return file;
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            if (Path.GetFileName(child) == "nix-support")
                continue;
            foreach (var file in Below(EndOf(child), depth - 1))
                yield return file;
        }
    }

    /// <summary>Where a chain of links ends, so that a file met on several ways has one path.</summary>
    private static string EndOf(string path) =>
        Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
}
