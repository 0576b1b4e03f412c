using Infra.NixHost.Host;
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

    /// <summary>A network of the same name cannot exist twice, so the old one goes first.</summary>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken) =>
        Task.FromResult(
            new DiffOutcome(call.Changes)
            {
                DeleteBeforeReplace = true,
                Stables = ["networkName", "uuid"],
            }
        );

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

        RequireBridge(inputs);
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

        await _networks.DefineAsync(
            BridgeNetworkXml.Write(call.Identity, inputs, uuid),
            cancellationToken
        );
        try
        {
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
        if (call.IsPreview)
        {
            return call.OldOutputs;
        }

        var inputs = BridgeNetworkInputs.Read(call.News);
        var uuid = Guid.Parse(call.Id);
        await _networks.SetAutostartAsync(uuid, inputs.Autostart, cancellationToken);
        await _networks.StartAsync(uuid, cancellationToken);
        return await OutputsAsync(uuid, inputs, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        var uuid = Guid.Parse(call.Id);
        if (await _networks.FindAsync(uuid, cancellationToken) is not { } found)
        {
            return null;
        }

        var outputs = await OutputsAsync(
            uuid,
            BridgeNetworkInputs.Read(call.Inputs),
            cancellationToken
        );
        return new(
            call.Id,
            call.Inputs.Count == 0 ? call.Inputs : call.Inputs.With("autostart", found.Autostart),
            outputs
        );
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        var uuid = Guid.Parse(call.Id);
        if (await _networks.FindAsync(uuid, cancellationToken) is not { } found)
        {
            return;
        }

        var xml = await _networks.GetXmlAsync(uuid, cancellationToken);
        if (!OwnerTag.IsOf(call.Identity, xml))
        {
            throw new HostException(
                "network-foreign",
                $"The network '{found.Name}' ({uuid}) is not deleted: {OwnerTag.Describe(xml)}. Remove it by hand, or take it out of the state."
            );
        }

        await _networks.StopAsync(uuid, cancellationToken);
        await _networks.UndefineAsync(uuid, cancellationToken);
    }

    private void RequireBridge(BridgeNetworkInputs inputs)
    {
        if (session.Host.Bridges.Find(inputs.Bridge) is null)
        {
            throw new HostException(
                "bridge-missing",
                $"bridge {BridgeText.Missing(inputs.Bridge, session.Host.Bridges.List())}."
            );
        }
    }

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
        var uplinks = session.Host.Bridges.Find(inputs.Bridge)?.Uplinks ?? [];
        return PropertyMap.Of(
            ("networkName", network.Name),
            ("uuid", $"{uuid:D}"),
            ("uplinks", PropertyValue.List(uplinks.Select(u => (PropertyValue)u))),
            ("active", network.IsActive)
        );
    }

    /// <summary>Takes back what a failed create has defined; also when the user has cancelled.</summary>
    private async Task RemoveAsync(Guid uuid)
    {
        using var limit = new CancellationTokenSource(
            session.Host.Options.CommandTimeout,
            session.Clock
        );
        await _networks.StopAsync(uuid, limit.Token);
        await _networks.UndefineAsync(uuid, limit.Token);
    }
}
