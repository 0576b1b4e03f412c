using System.Text.Json;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>Tells a listening guest to run its bootstrap again, also for a configuration that it gave up.</summary>
internal static class ConfigChange
{
    /// <summary>Tells a running guest which configuration its disks hold.</summary>
    public static Task TellAsync(
        ProviderSession session,
        Guid uuid,
        string? config,
        CancellationToken cancellationToken
    ) =>
        session.Host.Domains.TellAsync(
            uuid,
            DevicesXml.BootstrapChannel,
            JsonSerializer.Serialize(
                new
                {
                    v = 1,
                    type = "config-changed",
                    config,
                }
            ),
            cancellationToken
        );
}
