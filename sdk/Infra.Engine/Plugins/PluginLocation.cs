namespace Infra.Engine.Plugins;

/// <summary>Where a plugin is.</summary>
/// <param name="Path">The program, the <c>PulumiPlugin.yaml</c> of one in source form, or the script.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Form">What it is.</param>
internal sealed record PluginLocation(string Path, string Directory, PluginForm Form);
