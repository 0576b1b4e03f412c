namespace Infra.Engine.Plugins;

/// <summary>The features that a plugin understands.</summary>
/// <param name="Preview">Creates and updates in preview.</param>
/// <param name="Outputs">Output values, which carry their dependencies.</param>
internal sealed record PluginCapabilities(bool Secrets, bool Resources, bool Preview, bool Outputs);
