using System.Collections.Immutable;
using Infra.Engine.Foreign;
using Infra.Engine.Processes;
using Infra.Engine.Providers;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Plugins;

/// <summary>Finds the plugin that serves a package.</summary>
internal sealed class PluginLocator(Project project)
{
    // Lazy, so that a malformed manifest is reported when a plugin is looked up.
    private readonly Lazy<ImmutableArray<ProjectPlugin>> _own = new(() => PluginsOf(project));

    public const string Prefix = "pulumi-resource-";

    /// <summary>The package of dynamic providers, whose code is part of the program.</summary>
    private const string NodeDynamic = "pulumi-nodejs";
    private const string IgnoreAmbient = "PULUMI_IGNORE_AMBIENT_PLUGINS";

    /// <summary>The plugin folder: <c>$PULUMI_HOME/plugins</c>, by default below <c>~/.pulumi</c>.</summary>
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
            // Find reports the error when the plugin is needed.
            return null;
        }
    }

    /// <summary>The plugin; throws with all places that were searched when there is none.</summary>
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
                // The path of a file has a directory.
                return new(ambient, Path.GetDirectoryName(ambient) ?? "/", PluginForm.Program);
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

    // The plugin comes with the program's SDK, because each version serializes providers in its own way. The SDK's shell script is
    // not used: a killed engine takes only its direct children along.
    private PluginLocation? NodeScript() =>
        NodeRuntime.TryLocate(project.ProgramDirectory, "cmd/dynamic-provider/index.js") is { } path
            // The path of a file has a directory.
            ? new(path, Path.GetDirectoryName(path) ?? "/", PluginForm.NodeScript)
            : null;

    private static bool Matches(ProjectPlugin plugin, PackageDescriptor package) =>
        plugin.Name == package.Name
        && (
            plugin.Version is null
            || package.Version.Length == 0
            || plugin.Version == package.Version
        );

    /// <summary>The plugin in a directory; <c>null</c> when there is none.</summary>
    public static PluginLocation? In(string directory, string binary)
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

    // Version rejects the suffix of prereleases, so only stable versions are chosen unasked.
    private static Version? VersionOf(string text) =>
        Version.TryParse(text, out var version) ? version : null;

    private InfraException Missing(PackageDescriptor package, string binary)
    {
        var wanted =
            package.Version.Length > 0 ? $"{package.Name} v{package.Version}" : package.Name;
        return new(
            $"There is no plugin for the package {wanted}. Looked for {binary} in `plugins` of {project.FilePath}, in PATH and in "
                + $"{InstallDirectory}. This engine does not download plugins: name the directory of a built one under "
                + $"`plugins.providers` in Pulumi.yaml, or install it with 'pulumi plugin install resource {package.Name} VERSION --file TARBALL'."
        );
    }

    /// <summary>The plugins that a project names, and those that its plugins in source form name in turn.</summary>
    private static ImmutableArray<ProjectPlugin> PluginsOf(Project project)
    {
        var found = ImmutableArray.CreateBuilder<ProjectPlugin>();
        var open = new Queue<ProjectPlugin>(project.Plugins);
        while (open.TryDequeue(out var plugin))
        {
            if (found.Contains(plugin))
            {
                continue;
            }

            found.Add(plugin);
            var manifest = Path.Combine(plugin.Directory, PluginManifest.FileName);
            if (File.Exists(manifest))
            {
                foreach (var further in PluginManifest.Load(plugin.Name, manifest).Plugins)
                {
                    open.Enqueue(further);
                }
            }
        }

        return found.ToImmutable();
    }
}
