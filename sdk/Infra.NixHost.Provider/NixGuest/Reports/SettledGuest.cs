using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// Waits until a running guest is done with what its boot had for it to do. One that only boots may miss disks that are plugged in meanwhile, or
/// read some of the former and some of the new ones.
/// </summary>
internal sealed class SettledGuest(ProviderSession session)
{
    /// <summary>A guest that is settled says so every two seconds; one that says nothing for this long is not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Returns when the guest is settled, or when it has taken too long.</summary>
    public async Task WaitAsync(
        ResourceIdentity identity,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Patience, session.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        session.Log.Status(identity.Urn, "waiting until the guest has booted");
        try
        {
            await foreach (
                var line in session.Host.Domains.ReadChannelAsync(
                    uuid,
                    DevicesXml.BootstrapChannel,
                    linked.Token
                )
            )
            {
                if (GuestReport.TryParse(line) is { IsReplayed: false, IsSettled: true })
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It may have no way to say so; the wait for its new configuration tells how it ends.
        }
    }
}
