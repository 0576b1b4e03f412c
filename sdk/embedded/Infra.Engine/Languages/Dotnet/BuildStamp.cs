using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Infra.Engine.Languages.Dotnet;

/// <summary>The inputs of a build; the build is current as long as they are unchanged.</summary>
/// <param name="Projects">The program's project and all projects that it references, also indirectly.</param>
/// <param name="Fingerprint">A hash over names, sizes and times of all sources.</param>
internal sealed record BuildStamp(
    string Target,
    ImmutableArray<string> Projects,
    string Fingerprint
)
{
    private static readonly ImmutableHashSet<string> Outputs =
    [
        "bin",
        "obj",
        "artifacts",
        "node_modules",
        ".git",
        ".cache",
        ".pulumi",
    ];
    private static readonly ImmutableHashSet<string> Sources =
    [
        ".cs",
        ".csproj",
        ".fs",
        ".fsproj",
        ".vb",
        ".vbproj",
        ".props",
        ".targets",
        ".resx",
        ".proto",
        ".razor",
    ];
    private static readonly ImmutableArray<string> Inherited =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "global.json",
        "nuget.config",
        "NuGet.config",
    ];

    /// <summary>The stamp of a build that has just been made.</summary>
    public static BuildStamp Of(
        string projectFile,
        string target,
        ImmutableArray<string> references
    )
    {
        var projects = references.Insert(0, projectFile);
        return new(target, projects, Measure(projects));
    }

    /// <summary>Reads a stamp; gives <c>null</c> when it is missing or unreadable.</summary>
    public static BuildStamp? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BuildStamp>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the stamp belongs to this project.</summary>
    public bool IsFor(string projectFile) =>
        !Projects.IsDefaultOrEmpty && Projects[0] == projectFile;

    /// <summary>Whether the build exists and its sources are unchanged.</summary>
    public bool IsCurrent() => File.Exists(Target) && Measure(Projects) == Fingerprint;

    /// <summary>Writes the stamp; when that fails, the next run builds again.</summary>
    public void Write(string path)
    {
        try
        {
            // The path of a file has a directory.
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            File.WriteAllText(path, JsonSerializer.Serialize(this));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program in a read-only checkout still runs; it is only built again next time.
        }
    }

    private static string Measure(ImmutableArray<string> projects)
    {
        // The path of a file has a directory.
        var directories = projects.Select(p => Path.GetDirectoryName(p) ?? "/").ToHashSet();
        var files = directories
            .SelectMany(FilesBelow)
            .Concat(directories.SelectMany(FilesAbove))
            .ToHashSet();
        var text = new StringBuilder();
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var file = new FileInfo(path);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n"
            );
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> FilesBelow(string directory)
    {
        if (!Directory.Exists(directory))
        {
            yield break;
        }

        foreach (
            var file in Directory
                .EnumerateFiles(directory)
                .Where(f => Sources.Contains(Path.GetExtension(f)))
        )
        {
            yield return file;
        }

        foreach (
            var below in Directory
                .EnumerateDirectories(directory)
                .Where(d => !Outputs.Contains(Path.GetFileName(d)))
        )
        {
            foreach (var file in FilesBelow(below))
            {
                yield return file;
            }
        }
    }

    private static IEnumerable<string> FilesAbove(string directory)
    {
        for (
            var above = Path.GetDirectoryName(directory);
            above is not null;
            above = Path.GetDirectoryName(above)
        )
        {
            foreach (
                var path in Inherited.Select(name => Path.Combine(above, name)).Where(File.Exists)
            )
            {
                yield return path;
            }
        }
    }
}
