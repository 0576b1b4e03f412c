using System.Text.Json;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>What the host tells a guest that listens: its bootstrap runs again, also for a configuration that it has given up.</summary>
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
