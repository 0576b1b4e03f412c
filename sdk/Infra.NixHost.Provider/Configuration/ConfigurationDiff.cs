using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Configuration;

/// <summary>What a change of the provider's own configuration does.</summary>
internal static class ConfigurationDiff
{
    /// <summary>
    /// Another libvirt URI is the same provider under another address: nothing is replaced for it, because replacing every resource of a
    /// stack after a mere change of transport would lose data.
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
