using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Yaml;

namespace Infra.Engine.Foreign;

/// <summary>Reads the <c>PulumiPlugin.yaml</c> of a plugin in source form, which names its runtime as a project does.</summary>
internal static class PluginManifest
{
    public const string FileName = "PulumiPlugin.yaml";

    /// <summary>The plugin as a project; throws when the file is malformed.</summary>
    public static Project Load(string name, string path)
    {
        var source = YamlSource.Load(path);
        // The path of a file has a directory.
        var directory = Path.GetDirectoryName(path) ?? "/";
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
