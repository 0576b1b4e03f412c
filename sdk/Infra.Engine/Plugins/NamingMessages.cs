using Infra.Engine.Deployment.Naming;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Tells plugins what the user wants of names, where they understand it.</summary>
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

    /// <summary>What to tell a user whose wish is not heard.</summary>
    public static string? Warning(NameProposal? naming, PluginCapabilities capabilities) =>
        naming is { IsExpected: true } && !capabilities.Naming
            ? "The configuration pulumi:autonaming is about this resource, but its provider does not heed it."
            : null;
}
