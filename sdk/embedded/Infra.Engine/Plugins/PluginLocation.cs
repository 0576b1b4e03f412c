namespace Infra.Engine.Plugins;

/// <summary>The location of a plugin.</summary>
/// <param name="Path">The executable, the script, or the <c>PulumiPlugin.yaml</c> of a plugin in source form.</param>
/// <param name="Form">The form of the plugin.</param>
internal sealed record PluginLocation(string Path, string Directory, PluginForm Form);
