using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Defines libvirt networks over bridges of the host.</summary>
internal sealed class BridgeNetworkHandler(ProviderSession session) : IResourceHandler
{
    private readonly INetworks _networks = session.Host.Networks;

    /// <inheritdoc/>
    public ResourceDefinition Definition => BridgeNetworkDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new BridgeNetworkCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken) =>
        new BridgeNetworkDiff(session).DecideAsync(call, cancellationToken);

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var inputs = BridgeNetworkInputs.Read(call.News);
        if (call.IsPreview)
        {
            return Foresee(call, inputs, call.Identity.Uuid(inputs.NetworkName));
        }

        var bridge = await RequireBridgeAsync(inputs, cancellationToken);
        // The UUID of a network that was lost is this state's already.
        using var held =
            call.Id.Length > 0
                ? null
                : session.Owners.Records.Hold(
                    $"network {inputs.NetworkName}",
                    $"The network '{inputs.NetworkName}'"
                );
        var rival = await NetworkOwner.FindRivalAsync(
            session,
            call.Identity,
            inputs.NetworkName,
            cancellationToken
        );
        if (rival is var (_, owned) && owned.Tag?.Token != call.Owner.Token)
        {
            throw new OwnerCheck(session).Refuse(call.Identity, owned);
        }

        var uuid = rival?.Info.Uuid ?? NewUuid(call, inputs);
        try
        {
            return await MakeAsync(call, inputs, uuid, bridge, cancellationToken);
        }
        catch (Exception e) when (rival is null || HostFailure.Is(e))
        {
            await new FailedCreate(session, call, $"the network '{inputs.NetworkName}'").UndoAsync(
                e,
                rival is null ? token => RemoveAsync(uuid, call.Owner, token) : null,
                $"{uuid:D}",
                Left(uuid, inputs, bridge)
            );
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var inputs = BridgeNetworkInputs.Read(call.News);
        if (call.IsPreview)
        {
            var moves = new InputReader(call.OldInputs).Text("bridge") != inputs.Bridge;
            var same = call.OldOutputs.With("active", true);
            return moves ? same.With("uplinks", PropertyValue.Computed.Instance) : same;
        }

        var uuid = StateId.Uuid(call.Identity, call.Id);
        if (await _networks.ReadAsync(uuid, cancellationToken) is not { } before)
        {
            // The network was undefined outside of this stack; it is created again under the same UUID.
            return (await CreateAsync(call, cancellationToken)).Outputs;
        }

        var outputs = await new NetworkSwitch(session, call).RunAsync(
            before,
            inputs,
            () => OutputsAsync(uuid, inputs, cancellationToken),
            cancellationToken
        );
        return ImportedInputs.Carry(call.OldOutputs, outputs);
    }

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            return await new BridgeNetworkImport(session).ReadAsync(call, cancellationToken);
        }

        var uuid = StateId.Uuid(call.Identity, call.Id);
        if (await _networks.ReadAsync(uuid, cancellationToken) is not { } found)
        {
            return null;
        }

        var inputs = BridgeNetworkInputs.Read(call.Inputs);
        var outputs = await OutputsAsync(uuid, inputs, cancellationToken);
        return new(
            call.Id,
            BridgeNetworkImport.Observe(call.Inputs, found),
            ImportedInputs.Carry(call.Outputs, outputs)
        );
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        new BridgeNetworkImport(session).ListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<OwnedObject?> FindAsync(
        StateCall call,
        CancellationToken cancellationToken
    ) =>
        await _networks.ReadAsync(StateId.Uuid(call.Identity, call.Id), cancellationToken)
            is { } found
            ? NetworkOwner.Of(found)
            : null;

    /// <inheritdoc/>
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        var uuid = StateId.Uuid(call.Identity, call.Id);
        if (await _networks.ReadAsync(uuid, cancellationToken) is not { } found)
        {
            return;
        }

        await RequireUnusedAsync(call.Identity, found, cancellationToken);
        await _networks.StopAsync(uuid, cancellationToken);
        await _networks.UndefineAsync(uuid, cancellationToken);
    }

    private async Task<ResourceState> MakeAsync(
        ChangeCall call,
        BridgeNetworkInputs inputs,
        Guid uuid,
        HostBridge bridge,
        CancellationToken cancellationToken
    )
    {
        session.Owners.Making(call.Owner);
        await _networks.DefineAsync(
            BridgeNetworkXml.Write(call.Owner, inputs, uuid, bridge),
            cancellationToken
        );
        await _networks.SetAutostartAsync(uuid, inputs.Autostart, cancellationToken);
        await _networks.StartAsync(uuid, cancellationToken);
        return new($"{uuid:D}", call.News, await OutputsAsync(uuid, inputs, cancellationToken));
    }

    /// <summary>What is known of a network that a failed create has left.</summary>
    private static PropertyMap Left(Guid uuid, BridgeNetworkInputs inputs, HostBridge bridge) =>
        BridgeNetworkImport.Outputs(
            new(uuid, inputs.NetworkName, IsActive: false, Autostart: false),
            bridge
        );

    /// <summary>A network that was undefined outside of this stack comes back under the UUID of its id.</summary>
    private static Guid NewUuid(ChangeCall call, BridgeNetworkInputs inputs) =>
        call.Id.Length > 0
            ? StateId.Uuid(call.Identity, call.Id)
            : call.Identity.Uuid(inputs.NetworkName);

    private async Task<HostBridge> RequireBridgeAsync(
        BridgeNetworkInputs inputs,
        CancellationToken cancellationToken
    ) =>
        await session.Host.Bridges.FindAsync(inputs.Bridge, cancellationToken)
        ?? throw BridgeText.IsMissing(inputs.Bridge, session.Host.Bridges.List());

    private static ResourceState Foresee(ChangeCall call, BridgeNetworkInputs inputs, Guid uuid)
    {
        PropertyValue unknown = PropertyValue.Computed.Instance;
        var isNamed = !PropertyContent.HasUnknown(call.News.Get("networkName"));
        return new(
            isNamed ? $"{uuid:D}" : "",
            call.News,
            PropertyMap.Of(
                ("networkName", isNamed ? inputs.NetworkName : unknown),
                ("uuid", isNamed ? $"{uuid:D}" : unknown),
                ("uplinks", unknown),
                ("active", true)
            )
        );
    }

    private async Task<PropertyMap> OutputsAsync(
        Guid uuid,
        BridgeNetworkInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var network =
            await _networks.FindAsync(uuid, cancellationToken)
            ?? throw new HostException(
                "network-gone",
                $"The network {uuid} disappeared during the operation; run up again."
            );
        var bridge = await session.Host.Bridges.FindAsync(inputs.Bridge, cancellationToken);
        return BridgeNetworkImport.Outputs(network, bridge);
    }

    /// <summary>Refuses to delete a network under running guests that are not of this program.</summary>
    private async Task RequireUnusedAsync(
        ResourceIdentity identity,
        NetworkReading network,
        CancellationToken cancellationToken
    )
    {
        var guests = await new NetworkGuests(
            session,
            identity,
            OwnerXml.Read(network.Xml)
        ).FindAsync(network.Info.Name, cancellationToken);
        var others = guests.Where(g => !g.IsOurs).Select(g => g.Domain.Info.Name).Order().ToList();
        if (others.Count > 0)
        {
            throw new HostException(
                "network-in-use",
                $"The network '{network.Info.Name}' is not deleted: the running guests {string.Join(", ", others)} use it and are not of this program. "
                    + "Move them to another network or shut them down, then run again."
            );
        }
    }

    /// <summary>Removes what a failed create has defined; a network without its token stays.</summary>
    private async Task RemoveAsync(Guid uuid, OwnerTag owner, CancellationToken cancellationToken)
    {
        if (
            await _networks.ReadAsync(uuid, cancellationToken) is { } made
            && OwnerXml.Read(made.Xml)?.Token == owner.Token
        )
        {
            await _networks.StopAsync(uuid, cancellationToken);
            await _networks.UndefineAsync(uuid, cancellationToken);
        }
    }
}
