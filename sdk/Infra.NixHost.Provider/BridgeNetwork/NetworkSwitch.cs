using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Leads a network elsewhere in place. Any failure gives back its former definition and state.</summary>
internal sealed class NetworkSwitch(ProviderSession session, ResourceIdentity identity)
{
    private readonly INetworks _networks = session.Host.Networks;

    /// <summary>Brings the network in line with the inputs; what comes afterwards counts as part of it.</summary>
    public async Task<T> RunAsync<T>(
        NetworkReading before,
        BridgeNetworkInputs inputs,
        Func<Task<T>> afterwards,
        CancellationToken cancellationToken
    )
    {
        var bridge =
            await session.Host.Bridges.FindAsync(inputs.Bridge, cancellationToken)
            ?? throw BridgeText.IsMissing(inputs.Bridge, session.Host.Bridges.List());
        var uuid = before.Info.Uuid;
        try
        {
            await _networks.DefineAsync(
                BridgeNetworkXml.Write(identity, inputs, uuid, bridge, before.Xml),
                cancellationToken
            );
            await _networks.SetAutostartAsync(uuid, inputs.Autostart, cancellationToken);
            if (Former(before) != (inputs.Bridge, inputs.Vlan))
            {
                await RestartAsync(
                    before.Info,
                    Former(before)?.Bridge,
                    (inputs.Bridge, inputs.Vlan),
                    cancellationToken
                );
            }

            return await afterwards();
        }
        catch (Exception e)
        {
            await RestoreAsync(before, inputs, e);
            throw;
        }
    }

    /// <summary>A network in use may be stopped: its guests keep their ports.</summary>
    private async Task RestartAsync(
        NetworkInfo network,
        string? former,
        (string Bridge, int? Vlan) target,
        CancellationToken cancellationToken
    )
    {
        await _networks.StopAsync(network.Uuid, cancellationToken);
        await _networks.StartAsync(network.Uuid, cancellationToken);
        var guests = new NetworkGuests(session, identity);
        await (
            await guests.CanFollowAsync(former, target.Bridge, cancellationToken)
                ? guests.FollowAsync(network, target.Vlan, cancellationToken)
                : guests.StayAsync(network, cancellationToken)
        );
    }

    /// <summary>Where the network has led so far; <c>null</c> when it was not active.</summary>
    private static (string Bridge, int? Vlan)? Former(NetworkReading before) =>
        before.LiveXml is { } live ? BridgeNetworkXml.LeadsTo(live) : null;

    private async Task RestoreAsync(
        NetworkReading before,
        BridgeNetworkInputs inputs,
        Exception failure
    )
    {
        using var limit = new CancellationTokenSource(
            session.Host.Options.CommandTimeout,
            session.Clock
        );
        try
        {
            await _networks.DefineAsync(before.Xml, limit.Token);
            await _networks.SetAutostartAsync(before.Info.Uuid, before.Info.Autostart, limit.Token);
            if (before.Info.IsActive)
            {
                await RestartAsync(
                    before.Info,
                    inputs.Bridge,
                    BridgeNetworkXml.LeadsTo(before.Xml) ?? (inputs.Bridge, inputs.Vlan),
                    limit.Token
                );
            }
            else
            {
                await _networks.StopAsync(before.Info.Uuid, limit.Token);
            }
        }
        catch (Exception e)
            when (e is HostException or LibvirtException or OperationCanceledException)
        {
            throw new HostException(
                "network-restore",
                $"The update of the network '{before.Info.Name}' failed: {failure.Message}\nIts former definition could not be restored either: "
                    + $"{e.Message}\nMend what libvirt complains about, then run up again.",
                failure
            );
        }
    }
}
