using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Infra.Cli.Parsing;
using Infra.Engine.Files;

namespace Infra.Cli.Templates;

/// <summary>The built-in templates, and templates in the user's folders.</summary>
internal static class TemplateCatalog
{
    private const string Prefix = "templates/";

    // The build would compile embedded files under their own extensions.
    private const string EmbeddedExtension = ".txt";

    // A project made from the quickstart has its own name and paths in place of the quickstart's.
    private static readonly (string Path, string Old, string New)[] Quickstart =
    [
        ("Program.cs", "\"quickstart\"", "\"${PROJECT}\""),
        ("config/hostname", "quickstart", "${PROJECT}"),
        ("config/address", "10.77.0.10/24", "${ADDRESS}/24"),
        ("guest/default.nix", "../../../.cache/guest/parts", "${REPOSITORY}/.cache/guest/parts"),
    ];
    private const int LargestFile = 16 * 1024 * 1024;

    /// <summary>The names of the built-in templates.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Resources()
            .Select(r => r[Prefix.Length..].Split('/')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Finds a built-in template by its name, or reads one from a folder.</summary>
    /// <param name="given">The name or folder that the user gave.</param>
    /// <param name="workingDirectory">The directory that relative paths start from.</param>
    /// <param name="program">The name of the program.</param>
    public static Template Require(string given, string workingDirectory, string program)
    {
        if (Names.Contains(given))
        {
            return BuiltIn(given);
        }

        if (given.Contains("://", StringComparison.Ordinal))
        {
            throw new CommandException(
                ExitCode.Invocation,
                PulumiOnly.Message($"{program} new {given}")
            );
        }

        var directory = Path.GetFullPath(given, workingDirectory);
        if (Directory.Exists(directory))
        {
            return TemplateManifest.Read(
                Path.GetFileName(directory),
                directory,
                [.. Walk(directory)]
            );
        }

        var hint = Suggestions.Nearest(given, Names) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"The templates are {string.Join(", ", Names)}. A folder with a Pulumi.yaml also works.";
        throw new CommandException(ExitCode.Invocation, $"There is no template '{given}'. {hint}");
    }

    /// <summary>Reads a built-in template.</summary>
    public static Template BuiltIn(string name)
    {
        var folder = $"{Prefix}{name}/";
        var files = Resources()
            .Where(r => r.StartsWith(folder, StringComparison.Ordinal))
            .Select(r => new TemplateFile(OriginalPath(r[folder.Length..]), Read(r), IsScript(r)))
            .Select(Renamed);
        return TemplateManifest.Read(name, name, [.. files]);
    }

    private static IEnumerable<string> Resources() =>
        typeof(TemplateCatalog)
            .Assembly.GetManifestResourceNames()
            .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal));

    private static string OriginalPath(string path) =>
        path.EndsWith(EmbeddedExtension, StringComparison.Ordinal)
            ? path[..^EmbeddedExtension.Length]
            : path;

    private static TemplateFile Renamed(TemplateFile file) =>
        Quickstart.FirstOrDefault(q => q.Path == file.Path) is { Old: { } old, New: { } @new }
            ? file with
            {
                Content = Encoding.UTF8.GetBytes(
                    Encoding
                        .UTF8.GetString(file.Content)
                        .Replace(old, @new, StringComparison.Ordinal)
                ),
            }
            : file;

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static bool IsScript(string path) =>
        path.EndsWith($"/{Template.Shim}", StringComparison.Ordinal)
        || path.EndsWith(".sh", StringComparison.Ordinal);

    private static IEnumerable<TemplateFile> Walk(string directory)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (
            var path in Directory
                .EnumerateFiles(directory, "*", options)
                .Order(StringComparer.Ordinal)
        )
        {
            var relative = Path.GetRelativePath(directory, path);
            if (relative.Split('/')[0] is ".git" or ".pulumi" or "bin" or "obj" or "node_modules")
            {
                continue;
            }

            if (new FileInfo(path).Length > LargestFile)
            {
                throw new CommandException(
                    ExitCode.Invocation,
                    $"{path} is too large for a template: the limit is {LargestFile / 1024 / 1024} MiB."
                );
            }

            yield return new(
                relative,
                RegularFile.ReadBytes(path, LargestFile) ?? [],
                File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute)
            );
        }
    }
}
