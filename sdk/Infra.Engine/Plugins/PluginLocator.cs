using System.Collections.Immutable;
using Infra.Engine.Languages.Node;
using Infra.Engine.Processes;
using Infra.Engine.Providers;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Plugins;

/// <summary>Finds the plugin that serves a package.</summary>
internal sealed class PluginLocator(Project project)
{
    // A malformed manifest is told to whoever looks for a plugin.
    private readonly Lazy<ImmutableArray<ProjectPlugin>> _own = new(() =>
        ProjectPlugins.Of(project)
    );

    private const string Prefix = "pulumi-resource-";

    /// <summary>The package of resources whose provider is code of the program itself.</summary>
    private const string NodeDynamic = "pulumi-nodejs";
    private const string IgnoreAmbient = "PULUMI_IGNORE_AMBIENT_PLUGINS";

    /// <summary>Where plugins are kept: <c>$PULUMI_HOME/plugins</c>, by default in <c>~/.pulumi</c>.</summary>
    public static string InstallDirectory =>
        Path.Combine(
            Environment.GetEnvironmentVariable("PULUMI_HOME") is { Length: > 0 } home
                ? home
                : Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                    ".pulumi"
                ),
            "plugins"
        );

    /// <summary>The plugin, or <c>null</c> when there is none.</summary>
    public PluginLocation? TryFind(PackageDescriptor package)
    {
        try
        {
            return Find(package);
        }
        catch (InfraException)
        {
            // Whoever needs it will be told.
            return null;
        }
    }

    /// <summary>The plugin; throws with all the places that were looked at when there is none.</summary>
    public PluginLocation Find(PackageDescriptor package)
    {
        var binary = Prefix + package.Name;
        foreach (var own in _own.Value.Where(plugin => Matches(plugin, package)))
        {
            return In(own.Directory, binary)
                ?? throw new InfraException(
                    $"The plugin '{package.Name}' of the project should be in {own.Directory}, but there is neither a program "
                        + $"'{binary}' nor a {PluginManifest.FileName}. Build it, or correct `plugins` in {project.FilePath}."
                );
        }

        if (Environment.GetEnvironmentVariable(IgnoreAmbient) is not "true" and not "1")
        {
            if (Executables.Find(binary, project.RootDirectory) is { } ambient)
            {
                return new(ambient, Path.GetDirectoryName(ambient)!, PluginForm.Program);
            }
        }

        if (package.Name == NodeDynamic && NodeScript() is { } script)
        {
            return script;
        }

        return Installed(package)
                .Select(directory => In(directory, binary))
                .OfType<PluginLocation>()
                .FirstOrDefault()
            ?? throw Missing(package, binary);
    }

    // It comes with the SDK of the program, whose version knows how its providers are written down. The SDK's own shell script would
    // stand between the engine and the plugin, and a killed engine takes only its direct children along.
    private PluginLocation? NodeScript() =>
        NodeRuntime.TryLocate(project.ProgramDirectory, "cmd/dynamic-provider/index.js") is { } path
            ? new(path, Path.GetDirectoryName(path)!, PluginForm.NodeScript)
            : null;

    private static bool Matches(ProjectPlugin plugin, PackageDescriptor package) =>
        plugin.Name == package.Name
        && (
            plugin.Version is null
            || package.Version.Length == 0
            || plugin.Version == package.Version
        );

    private static PluginLocation? In(string directory, string binary)
    {
        var path = Path.Combine(directory, binary);
        if (Executables.IsExecutable(path))
        {
            return new(path, directory, PluginForm.Program);
        }

        var manifest = Path.Combine(directory, PluginManifest.FileName);
        return File.Exists(manifest) ? new(manifest, directory, PluginForm.Source) : null;
    }

    private static ImmutableArray<string> Installed(PackageDescriptor package)
    {
        var directory = InstallDirectory;
        var prefix = $"resource-{package.Name}-v";
        if (package.Version.Length > 0)
        {
            return [Path.Combine(directory, prefix + package.Version)];
        }

        return Directory.Exists(directory)
            ?
            [
                .. Directory
                    .EnumerateDirectories(directory, prefix + "*")
                    .Where(found => !File.Exists(found + ".partial"))
                    .Select(found =>
                        (Path: found, Version: VersionOf(Path.GetFileName(found)[prefix.Length..]))
                    )
                    .Where(found => found.Version is not null)
                    .OrderByDescending(found => found.Version)
                    .Select(found => found.Path),
            ]
            : [];
    }

    // Prereleases have a suffix, which Version does not take: only stable ones are chosen without being asked for.
    private static Version? VersionOf(string text) =>
        Version.TryParse(text, out var version) ? version : null;

    private InfraException Missing(PackageDescriptor package, string binary)
    {
        var wanted =
            package.Version.Length > 0 ? $"{package.Name} v{package.Version}" : package.Name;
        return new(
            $"There is no plugin for the package {wanted}. Looked for {binary} in `plugins` of {project.FilePath}, in PATH and in "
                + $"{InstallDirectory}. This engine does not download plugins: build or install it, and name its directory under "
                + "`plugins.providers` in Pulumi.yaml."
        );
    }
}
