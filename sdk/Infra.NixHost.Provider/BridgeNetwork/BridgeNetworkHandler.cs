using Infra.NixHost.Host;
using Infra.NixHost.Host.Bridges;
using Infra.NixHost.Host.Libvirt;
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
        var uuid = call.Identity.Uuid(inputs.NetworkName);
        if (call.IsPreview)
        {
            return Foresee(call, inputs, uuid);
        }

        var bridge = await RequireBridgeAsync(inputs, cancellationToken);
        var existing = await _networks.FindAsync(inputs.NetworkName, cancellationToken);
        if (existing is not null)
        {
            var xml = await _networks.GetXmlAsync(existing.Uuid, cancellationToken);
            uuid = OwnerTag.IsOf(call.Identity, xml)
                ? existing.Uuid
                : throw new HostException(
                    "network-foreign",
                    $"networkName {BridgeText.Foreign(inputs.NetworkName, xml)}."
                );
        }

        try
        {
            await _networks.DefineAsync(
                BridgeNetworkXml.Write(call.Identity, inputs, uuid, bridge),
                cancellationToken
            );
            await _networks.SetAutostartAsync(uuid, inputs.Autostart, cancellationToken);
            await _networks.StartAsync(uuid, cancellationToken);
            return new($"{uuid:D}", call.News, await OutputsAsync(uuid, inputs, cancellationToken));
        }
        catch (Exception) when (existing is null)
        {
            await RemoveAsync(uuid);
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

        var uuid = Guid.Parse(call.Id);
        if (await _networks.ReadAsync(uuid, cancellationToken) is not { } before)
        {
            // Somebody undefined it since it was last looked at: it comes back under the same UUID.
            return (await CreateAsync(call, cancellationToken)).Outputs;
        }

        RequireOurs(call.Identity, before, call.OldOutputs, "changed");
        var outputs = await new NetworkSwitch(session, call.Identity).RunAsync(
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

        var uuid = Guid.Parse(call.Id);
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
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        var uuid = Guid.Parse(call.Id);
        if (await _networks.ReadAsync(uuid, cancellationToken) is not { } found)
        {
            return;
        }

        RequireOurs(call.Identity, found, call.Outputs, "deleted");
        await _networks.StopAsync(uuid, cancellationToken);
        await _networks.UndefineAsync(uuid, cancellationToken);
    }

    private static void RequireOurs(
        ResourceIdentity identity,
        NetworkReading network,
        PropertyMap outputs,
        string what
    )
    {
        if (!OwnerTag.IsOf(identity, network.Xml) && !ImportedInputs.Are(outputs))
        {
            throw new HostException(
                "network-foreign",
                $"The network '{network.Info.Name}' ({network.Info.Uuid}) is not {what}: {OwnerTag.Describe(network.Xml)}. "
                    + "Remove it by hand, or take it out of the state."
            );
        }
    }

    private async Task<HostBridge> RequireBridgeAsync(
        BridgeNetworkInputs inputs,
        CancellationToken cancellationToken
    ) =>
        await session.Host.Bridges.FindAsync(inputs.Bridge, cancellationToken)
        ?? throw BridgeText.IsMissing(inputs.Bridge, session.Host.Bridges.List());

    private static ResourceState Foresee(ChangeCall call, BridgeNetworkInputs inputs, Guid uuid)
    {
        PropertyValue unknown = PropertyValue.Computed.Instance;
        var isNamed = !Plain.HasUnknown(call.News.Get("networkName"));
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
                $"The network {uuid} went away while it was worked on; run up again."
            );
        var bridge = await session.Host.Bridges.FindAsync(inputs.Bridge, cancellationToken);
        return BridgeNetworkImport.Outputs(network, bridge);
    }

    /// <summary>Takes back what a failed create has defined; also when the user has cancelled.</summary>
    private async Task RemoveAsync(Guid uuid)
    {
        using var limit = new CancellationTokenSource(
            session.Host.Options.CommandTimeout,
            session.Clock
        );
        if (await _networks.FindAsync(uuid, limit.Token) is null)
        {
            return;
        }

        await _networks.StopAsync(uuid, limit.Token);
        await _networks.UndefineAsync(uuid, limit.Token);
    }
}
