namespace Infra.Engine.Plugins;

/// <summary>What a plugin understands.</summary>
/// <param name="Secrets">Secret values.</param>
/// <param name="Resources">References to resources.</param>
/// <param name="Preview">Creates and updates that only say what they would do.</param>
/// <param name="Outputs">Values with their dependencies.</param>
/// <param name="Naming">The user's wishes about names.</param>
internal sealed record PluginCapabilities(
    bool Secrets,
    bool Resources,
    bool Preview,
    bool Outputs,
    bool Naming
);
