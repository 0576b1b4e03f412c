namespace Infra.NixHost.Host.Images;

/// <summary>
/// Finds the image below a store path. Its name depends on how it was built (<c>nixos.qcow2</c>, <c>nixos-image-LABEL-SYSTEM.qcow2</c>, a
/// link farm), so no name is assumed.
/// </summary>
internal static class ImageSearch
{
    private const int MaxDepth = 4;

    public static string Find(string storePath, string? fileName)
    {
        if (fileName is not null)
        {
            return FindNamed(storePath, fileName);
        }

        if (File.Exists(storePath))
        {
            return storePath;
        }

        var found = Below(storePath, MaxDepth)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new HostException(
                "image-missing",
                $"There is no *.qcow2 file below '{storePath}'. Make the expression build a qcow2 image, or give the image's path."
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

    /// <summary>Links are followed, because some expressions publish an image as a link farm. The depth ends cycles.</summary>
    private static IEnumerable<string> Below(string directory, int depth)
    {
        if (depth == 0 || !Directory.Exists(directory))
        {
            yield break;
        }

        // `Exists` follows no link, so the target is checked instead.
        foreach (
            var file in Entries(directory, Directory.EnumerateFiles, "*.qcow2")
                .Select(EndOf)
                .Where(File.Exists)
        )
        {
            yield return file;
        }

        foreach (var child in Entries(directory, Directory.EnumerateDirectories, "*"))
        {
            if (Path.GetFileName(child) == "nix-support")
            {
                continue;
            }

            foreach (var file in Below(EndOf(child), depth - 1))
            {
                yield return file;
            }
        }
    }

    private static IReadOnlyList<string> Entries(
        string directory,
        Func<string, string, IEnumerable<string>> list,
        string pattern
    )
    {
        try
        {
            return [.. list(directory, pattern)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"The directory '{directory}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The end of a chain of links, so that each file has one path.</summary>
    private static string EndOf(string path)
    {
        try
        {
            return Path.GetFullPath(
                File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"The entry '{path}' cannot be followed: {e.Message}", e);
        }
    }

    private static HostException Unreadable(string what, Exception cause) =>
        new(
            "image-unreadable",
            $"{what} Give the path of the image itself, or fix the directory: links in a circle and names that are not UTF-8 cannot be read.",
            cause
        );
}
