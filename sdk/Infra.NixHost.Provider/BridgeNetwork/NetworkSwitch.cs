using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Changes the bridge or VLAN of a network in place; any failure restores definition and state.</summary>
internal sealed class NetworkSwitch(ProviderSession session, ChangeCall call)
{
    private readonly INetworks _networks = session.Host.Networks;

    /// <summary>Applies the inputs to the network; a failure of <paramref name="afterwards"/> is rolled back too.</summary>
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
                BridgeNetworkXml.Write(call.Owner, inputs, uuid, bridge, before.Xml),
                cancellationToken
            );
            await _networks.SetAutostartAsync(uuid, inputs.Autostart, cancellationToken);
            if (Former(before) != (inputs.Bridge, inputs.Vlan))
            {
                await RestartAsync(
                    before,
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

    /// <summary>Restarts a network that may be in use, because its guests keep their ports.</summary>
    private async Task RestartAsync(
        NetworkReading network,
        string? former,
        (string Bridge, int? Vlan) target,
        CancellationToken cancellationToken
    )
    {
        await _networks.StopAsync(network.Info.Uuid, cancellationToken);
        await _networks.StartAsync(network.Info.Uuid, cancellationToken);
        var guests = new NetworkGuests(session, call.Identity, OwnerXml.Read(network.Xml));
        await (
            await guests.CanFollowAsync(former, target.Bridge, cancellationToken)
                ? guests.FollowAsync(network.Info, target.Vlan, cancellationToken)
                : guests.StayAsync(network.Info, cancellationToken)
        );
    }

    /// <summary>The former bridge and VLAN; <c>null</c> when the network was not active.</summary>
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
                    before,
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
                $"The update of the network '{before.Info.Name}' failed: {Reason(failure)}\nIts former definition could not be restored either: "
                    + $"{Reason(e)}\nFix what libvirt reports, then run up again.",
                failure
            );
        }

        static string Reason(Exception of) =>
            of is LibvirtException e ? LibvirtErrorText.Describe(e, PropertyMap.Empty) : of.Message;
    }
}
