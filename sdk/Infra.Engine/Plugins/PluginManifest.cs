using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Yaml;

namespace Infra.Engine.Plugins;

/// <summary>Reads the <c>PulumiPlugin.yaml</c> of a plugin in source form: much like a project, it says what runs the plugin.</summary>
internal static class PluginManifest
{
    public const string FileName = "PulumiPlugin.yaml";

    /// <summary>The plugin as what it is much like; throws when the file is malformed.</summary>
    public static Project Load(string name, string path)
    {
        var source = YamlSource.Load(path);
        var directory = Path.GetDirectoryName(path)!;
        var (runtime, options) = RuntimeReader.Read(source);
        return new()
        {
            Name = name,
            FilePath = path,
            RootDirectory = directory,
            Runtime = runtime,
            RuntimeOptions = options,
            Plugins = ProjectPluginReader.Read(source, directory),
        };
    }
}
