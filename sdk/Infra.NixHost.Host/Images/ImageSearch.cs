using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>
/// Finds the image below a store path. Its name depends on how it was built (<c>nixos.qcow2</c>, <c>nixos-image-LABEL-SYSTEM.qcow2</c>, a
/// link farm), so no name is assumed.
/// </summary>
internal sealed class ImageSearch(IHostFiles files)
{
    private const int MaxDepth = 4;

    public string Find(string storePath, string? fileName)
    {
        if (fileName is not null)
        {
            return FindNamed(storePath, fileName);
        }

        if (files.IsFile(storePath))
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

    private string FindNamed(string storePath, string fileName)
    {
        var path = Path.Combine(storePath, fileName);
        return files.IsFile(path)
            ? path
            : throw new HostException(
                "image-missing",
                $"The derivation says its image is '{fileName}', but there is no file '{path}'. "
                    + "Correct passthru.filePath in the derivation."
            );
    }

    /// <summary>Links are followed, because some expressions publish an image as a link farm. The depth ends cycles.</summary>
    private IEnumerable<string> Below(string directory, int depth)
    {
        if (depth == 0)
        {
            yield break;
        }

        var paths = Entries(directory);
        var ends = EndsOf(paths);
        var stats = files.Stat(ends);
        for (var i = 0; i < ends.Length; i++)
        {
            if (stats[i] is not { } stat)
            {
                // What was listed and is no link can only be missing when its name cannot be written down.
                if (ends[i] == paths[i] && IsImage(paths[i]))
                {
                    throw Unreadable($"The entry '{paths[i]}' cannot be followed: there is none.");
                }
            }
            else if (!stat.IsDirectory)
            {
                if (IsImage(paths[i]))
                {
                    yield return ends[i];
                }
            }
            else if (Path.GetFileName(paths[i]) != "nix-support")
            {
                foreach (var file in Below(ends[i], depth - 1))
                {
                    yield return file;
                }
            }
        }
    }

    private static bool IsImage(string path) => path.EndsWith(".qcow2", StringComparison.Ordinal);

    private string[] Entries(string directory)
    {
        try
        {
            return [.. files.List(directory).Select(name => Path.Combine(directory, name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"The directory '{directory}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The ends of chains of links, so that each file has one path. Only an image must have one.</summary>
    private string[] EndsOf(string[] paths)
    {
        var ends = files.EndsOf(paths);
        return
            paths.Where((path, i) => ends[i] is null && IsImage(path)).FirstOrDefault()
                is { } circle
            ? throw Unreadable($"The entry '{circle}' cannot be followed: too many links.")
            : [.. ends.Select((end, i) => end ?? paths[i])];
    }

    private static HostException Unreadable(string what, Exception? cause = null) =>
        new(
            "image-unreadable",
            $"{what} Give the path of the image itself, or fix the directory: links in a circle and names that are not UTF-8 cannot be read.",
            cause
        );
}
