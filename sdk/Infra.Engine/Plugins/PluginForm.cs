namespace Infra.Engine.Plugins;

/// <summary>What is found where a plugin is.</summary>
internal enum PluginForm
{
    /// <summary>Something to execute.</summary>
    Program,

    /// <summary>A <c>PulumiPlugin.yaml</c>, which says what runs it.</summary>
    Source,

    /// <summary>A script of the Node SDK.</summary>
    NodeScript,
}
