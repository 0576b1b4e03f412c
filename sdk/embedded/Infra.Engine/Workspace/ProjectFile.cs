using System.Text.RegularExpressions;
using Infra.Engine.Workspace.Yaml;
using Infra.Protocol;
using Infra.Protocol.Naming;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace;

/// <summary>Finds and reads the project file: <c>Pulumi.yaml</c>, <c>Pulumi.yml</c> or <c>Pulumi.json</c>.</summary>
public static partial class ProjectFile
{
    private static readonly string[] FileNames = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

    private static readonly string[] KnownNames =
    [
        "name",
        "runtime",
        "main",
        "description",
        "author",
        "website",
        "license",
        "config",
        "stackConfigDir",
        "backend",
        "options",
        "template",
        "plugins",
        "packages",
        "requiredPulumiVersion",
    ];

    /// <summary>The absolute path of the project file in a directory or the nearest one above it; <c>null</c> when there is none.</summary>
    public static string? Find(string directory)
    {
        for (
            var current = new DirectoryInfo(Path.GetFullPath(directory));
            current is not null;
            current = current.Parent
        )
        {
            var found = FileNames
                .Select(name => Path.Combine(current.FullName, name))
                .FirstOrDefault(File.Exists);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The project of a directory.</summary>
    /// <exception cref="InfraException">No project file is there or above, or it is malformed.</exception>
    public static Project Require(string directory) =>
        Load(
            Find(directory)
                ?? throw new InfraException(
                    $"no Pulumi.yaml project file found in {Path.GetFullPath(directory)} or above it. Go to the project's folder, or name it with --cwd."
                )
        );

    /// <summary>Reads a project file.</summary>
    /// <exception cref="InfraException">It is malformed; the message has the line and, for a mistyped name, the nearest one.</exception>
    public static Project Load(string path)
    {
        path = Path.GetFullPath(path);
        var source = YamlSource.Load(path);
        RequireNoMistypedNames(source);
        var directory = Path.GetDirectoryName(path) ?? "/";
        var name = ReadName(source);
        var (runtime, options) = RuntimeReader.Read(source);
        var config = ProjectConfigReader.Read(source, name, out var oldConfigDirectory);
        var configDirectory = source.Text(source.Root, "stackConfigDir") ?? oldConfigDirectory;
        return new()
        {
            Name = name,
            FilePath = path,
            RootDirectory = directory,
            Runtime = runtime,
            RuntimeOptions = options,
            Main = source.Text(source.Root, "main"),
            Description = source.Text(source.Root, "description"),
            BackendUrl = source.Mapping(source.Root, "backend") is { } backend
                ? source.Text(backend, "url")
                : null,
            StackConfigDirectory = configDirectory is null
                ? null
                : Path.GetFullPath(configDirectory, directory),
            Plugins = ProjectPluginReader.Read(source, directory),
            Config = config,
            RefreshAlways = ReadRefresh(source),
            RequiredPulumiVersion = source.Text(source.Root, "requiredPulumiVersion"),
        };
    }

    private static void RequireNoMistypedNames(YamlSource source)
    {
        foreach (var (name, key, _) in source.Entries(source.Root))
        {
            // Newer tools add names, so unknown names are allowed; a name close to a known one is a typo.
            if (!KnownNames.Contains(name) && NearestName.Find(name, KnownNames) is { } near)
            {
                throw source.Wrong(
                    key,
                    $"'{name}' is not a name of a project file. Did you mean '{near}'?"
                );
            }
        }
    }

    private static string ReadName(YamlSource source)
    {
        var name =
            source.Text(source.Root, "name")
            ?? throw source.Wrong(source.Root, "the project has no 'name'");
        return Names().IsMatch(name)
            ? name
            : throw source.Wrong(
                // Whatever has a text has a node.
                YamlSource.Get(source.Root, "name")!,
                $"the project name '{name}' is not valid: use up to 100 letters, digits, hyphens, underscores and periods"
            );
    }

    private static bool ReadRefresh(YamlSource source) =>
        source.Mapping(source.Root, "options") is { } options
        && YamlSource.Get(options, "refresh") is { } refresh
        && (
            refresh is YamlScalarNode { Value: "always" }
                ? true
                : throw source.Wrong(
                    refresh,
                    $"'options.refresh' can only be 'always', not {YamlSource.Kind(refresh)}"
                )
        );

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
