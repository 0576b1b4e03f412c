using System.Collections.Immutable;
using System.Text;
using Infra.Cli.Parsing;
using Infra.Engine.Files;

namespace Infra.Cli.Templates;

/// <summary>The built-in templates, and templates in the user's folders.</summary>
internal static class TemplateCatalog
{
    private const string Prefix = "templates/";

    // Tools that copy the same folder and do not look at the host leave these addresses as they are.
    private static readonly (string Path, string Old, string New)[] Addresses =
    [
        ("config/address", "10.77.0.10/24", "${ADDRESS}/24"),
        ("README.md", "10.77.0.1/24", "${HOST}/24"),
    ];
    private const int LargestFile = 16 * 1024 * 1024;

    /// <summary>The names of the built-in templates.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. EmbeddedFiles
            .Names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..].Split('/')[0])
            .Distinct()
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
            throw CommandException.Usage(PulumiOnly.Message($"{program} new {given}"));
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
        throw CommandException.Usage($"There is no template '{given}'. {hint}");
    }

    public static Template BuiltIn(string name)
    {
        var template = TemplateManifest.Read(
            name,
            name,
            [.. EmbeddedFiles.Below($"{Prefix}{name}/").Select(Addressed)]
        );
        return RepositoryClone.Find() is null ? template : RepositoryClone.Extend(template);
    }

    private static TemplateFile Addressed(TemplateFile file) =>
        Addresses.FirstOrDefault(a => a.Path == file.Path) is { Old: { } old, New: { } @new }
            ? file with
            {
                Content = Encoding.UTF8.GetBytes(
                    Encoding
                        .UTF8.GetString(file.Content)
                        .Replace(old, @new, StringComparison.Ordinal)
                ),
            }
            : file;

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
                throw CommandException.Usage(
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
