namespace Infra.Engine.Plugins;

/// <summary>The features that a plugin understands.</summary>
/// <param name="Secrets">Secret values.</param>
/// <param name="Resources">References to resources.</param>
/// <param name="Preview">Creates and updates in preview.</param>
/// <param name="Outputs">Output values, which carry their dependencies.</param>
/// <param name="Naming">The user's naming rules.</param>
internal sealed record PluginCapabilities(
    bool Secrets,
    bool Resources,
    bool Preview,
    bool Outputs,
    bool Naming
);
