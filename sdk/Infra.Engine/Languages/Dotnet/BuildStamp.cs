using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

namespace Infra.Engine.Languages.Dotnet;

/// <summary>What a build was made of: as long as that is the same, the build is current.</summary>
/// <param name="Target">The built assembly.</param>
/// <param name="Projects">The program's project and those it refers to, directly or not.</param>
/// <param name="Fingerprint">Over names, sizes and times of all their sources.</param>
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

    /// <summary>The stamp of a build made a moment ago.</summary>
    public static BuildStamp Of(
        string projectFile,
        string target,
        ImmutableArray<string> references
    )
    {
        var projects = references.Insert(0, projectFile);
        return new(target, projects, Measure(projects));
    }

    /// <summary>Reads a stamp; one that is missing or not readable is none.</summary>
    public static BuildStamp? TryRead(string path)
    {
        try
        {
            return JsonConvert.DeserializeObject<BuildStamp>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether it is about this project.</summary>
    public bool IsFor(string projectFile) =>
        !Projects.IsDefaultOrEmpty && Projects[0] == projectFile;

    /// <summary>Whether the build is there and its sources are as they were.</summary>
    public bool IsCurrent() => File.Exists(Target) && Measure(Projects) == Fingerprint;

    /// <summary>Writes the stamp; where that is impossible the next run builds again.</summary>
    public void Write(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, JsonConvert.SerializeObject(this));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A checkout that cannot be written to still runs.
        }
    }

    private static string Measure(ImmutableArray<string> projects)
    {
        var directories = projects.Select(p => Path.GetDirectoryName(p)!).ToHashSet();
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
