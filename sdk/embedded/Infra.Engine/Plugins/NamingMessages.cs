using Infra.Engine.Providers.Operations;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Passes the user's naming rules to plugins that understand them.</summary>
internal static class NamingMessages
{
    public static CheckRequest.Types.AutonamingOptions? Of(
        NameProposal? naming,
        PluginCapabilities capabilities
    ) =>
        naming is null || !capabilities.Naming
            ? null
            : new()
            {
                ProposedName = naming.Name,
                Mode = (CheckRequest.Types.AutonamingOptions.Types.Mode)naming.Mode,
            };

    /// <summary>The warning for a user whose naming rule the plugin ignores.</summary>
    public static string? Warning(NameProposal? naming, PluginCapabilities capabilities) =>
        naming is { IsExpected: true } && !capabilities.Naming
            ? "The provider of this resource ignores the configuration pulumi:autonaming."
            : null;
}
