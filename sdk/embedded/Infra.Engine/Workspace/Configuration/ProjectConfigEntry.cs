namespace Infra.Engine.Workspace.Configuration;

/// <summary>A configuration value that the project declares (<c>config</c> in <c>Pulumi.yaml</c>).</summary>
public sealed record ProjectConfigEntry
{
    /// <summary>The full key: <c>namespace:name</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its type; <c>null</c> when it is not declared, and then nothing is required of stacks.</summary>
    public ConfigType? Type { get; init; }

    /// <summary>What its items are, for arrays.</summary>
    public ConfigItems? Items { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Used by stacks that do not set it.</summary>
    public ConfigValue? Default { get; init; }

    /// <summary>Given to every stack that does not set it, without a type.</summary>
    public ConfigValue? Value { get; init; }

    /// <summary>Whether stacks must keep it secret.</summary>
    public bool IsSecret { get; init; }
}
