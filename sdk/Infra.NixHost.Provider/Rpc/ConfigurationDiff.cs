using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>What a change of the provider's own configuration does.</summary>
internal static class ConfigurationDiff
{
    /// <summary>
    /// A change of the libvirt URI replaces nothing, because the new URI may lead to the same host.
    /// Replacing every resource of a stack after a change of transport would lose data.
    /// </summary>
    public static DiffOutcome Compare(PropertyMap olds, PropertyMap news) =>
        new(
            InputDiff.Compare(
                new ResourceDefinition("Provider", "", ProviderConfiguration.Definitions, []),
                olds,
                news
            )
        );
}
