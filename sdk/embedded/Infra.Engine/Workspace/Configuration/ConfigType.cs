namespace Infra.Engine.Workspace.Configuration;

/// <summary>The type that a project declares for a configuration value.</summary>
public enum ConfigType
{
    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>integer</c>.</summary>
    Integer,

    /// <summary><c>boolean</c>.</summary>
    Boolean,

    /// <summary><c>array</c>.</summary>
    Array,

    /// <summary><c>object</c>.</summary>
    Object,
}
