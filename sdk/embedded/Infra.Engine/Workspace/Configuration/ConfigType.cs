namespace Infra.Engine.Workspace.Configuration;

/// <summary>The type that a project declares for a configuration value.</summary>
public enum ConfigType
{
    /// <summary><c>string</c>.</summary>
    Text,

    Integer,

    Boolean,

    Array,

    Object,
}
