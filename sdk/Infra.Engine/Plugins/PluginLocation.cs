namespace Infra.Engine.Plugins;

/// <summary>Where a plugin is.</summary>
/// <param name="Path">The program, or the <c>PulumiPlugin.yaml</c> of one in source form.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="IsSource">Whether it is in source form.</param>
internal sealed record PluginLocation(string Path, string Directory, bool IsSource);
