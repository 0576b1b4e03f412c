namespace Infra.Engine.Workspace.Configuration;

/// <summary>What the items of an array are.</summary>
/// <param name="Items">What the items' items are, when they are arrays.</param>
public sealed record ConfigItems(ConfigType Type, ConfigItems? Items);
