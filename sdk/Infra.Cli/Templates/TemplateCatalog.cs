using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Infra.Cli.Parsing;

namespace Infra.Cli.Templates;

/// <summary>The templates that come along, and those in folders of the user's own.</summary>
internal static class TemplateCatalog
{
    private const string Prefix = "templates/";

    // The names of embedded files would otherwise mean something to the build.
    private const string Disguise = ".txt";

    // What the sources of the quickstart say of themselves, and what a project made of them says.
    private static readonly (string Path, string Old, string New)[] Quickstart =
    [
        ("Program.cs", "\"quickstart\"", "\"${PROJECT}\""),
        ("config/hostname", "quickstart", "${PROJECT}"),
        ("guest/default.nix", "../../../.cache/guest/parts", "${REPOSITORY}/.cache/guest/parts"),
    ];
    private const int LargestFile = 16 * 1024 * 1024;

    /// <summary>The names of the templates that come along.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Resources()
            .Select(r => r[Prefix.Length..].Split('/')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A template by its name, or from a folder.</summary>
    /// <param name="given">What the user wrote.</param>
    /// <param name="workingDirectory">Where relative paths begin.</param>
    /// <param name="program">How the program is called.</param>
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
                LeftOut.Message($"{program} new {given}")
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
            : $"There are {string.Join(", ", Names)}; a folder with a Pulumi.yaml can be one, too.";
        throw new CommandException(ExitCode.Invocation, $"There is no template '{given}'. {hint}");
    }

    /// <summary>A template that comes along.</summary>
    public static Template BuiltIn(string name)
    {
        var folder = $"{Prefix}{name}/";
        var files = Resources()
            .Where(r => r.StartsWith(folder, StringComparison.Ordinal))
            .Select(r => new TemplateFile(Undisguised(r[folder.Length..]), Read(r), IsScript(r)))
            .Select(Renamed);
        return TemplateManifest.Read(name, name, [.. files]);
    }

    private static IEnumerable<string> Resources() =>
        typeof(TemplateCatalog)
            .Assembly.GetManifestResourceNames()
            .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal));

    private static string Undisguised(string path) =>
        path.EndsWith(Disguise, StringComparison.Ordinal) ? path[..^Disguise.Length] : path;

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

    private static bool IsScript(string path) => path.EndsWith(".sh", StringComparison.Ordinal);

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
                    $"{path} is too large for a template: {LargestFile / 1024 / 1024} MiB at most."
                );
            }

            yield return new(
                relative,
                File.ReadAllBytes(path),
                File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute)
            );
        }
    }
}
