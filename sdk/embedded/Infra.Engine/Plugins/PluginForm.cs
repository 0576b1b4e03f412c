namespace Infra.Engine.Plugins;

/// <summary>The form in which a plugin is installed.</summary>
internal enum PluginForm
{
    /// <summary>An executable.</summary>
    Program,

    /// <summary>A <c>PulumiPlugin.yaml</c> that names its runtime.</summary>
    Source,

    /// <summary>A script of the Node SDK.</summary>
    NodeScript,
}
