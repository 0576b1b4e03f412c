using System.Collections.Immutable;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rpc;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Creates a guest: whole, or not at all, or (once it runs) as half-made in the engine's state.</summary>
internal sealed class GuestCreation(ProviderSession session, GuestPower power)
{
    private readonly IDomains _domains = session.Host.Domains;
    private readonly GuestRoots _roots = new(session);
    private readonly GuestOutputs _outputs = new(session);

    /// <summary>Creates it, or takes over what a killed run has left of it.</summary>
    public async Task<ResourceState> RunAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var inputs = NixGuestInputs.Read(call.News);
        var leftover = await FindLeftoverAsync(call.Identity, inputs, cancellationToken);
        var uuid = leftover?.Uuid ?? call.Identity.Uuid(inputs.GuestName);
        var spec = await new GuestSpecs(session).BuildAsync(
            call.Identity,
            inputs,
            uuid,
            cancellationToken
        );
        var isOn = leftover is not null && GuestPower.IsOn(leftover.State);
        try
        {
            if (leftover is null)
            {
                GuestJournal.Of(session.Host.Options, uuid).Delete();
            }

            await _roots.HoldAsync(call.Identity, _roots.Of(inputs), cancellationToken);
            if (leftover is { IsSaved: true })
            {
                await power.WakeAsync(uuid, inputs.GuestName, cancellationToken);
                isOn = true;
            }

            isOn = await DefineAsync(spec, isOn, cancellationToken);
            if (!inputs.Running || isOn)
            {
                return await FinishAsync(call, spec, cancellationToken);
            }

            return await power.StartAsync(
                call.Identity,
                uuid,
                () => FinishAsync(call, spec, cancellationToken),
                cancellationToken
            );
        }
        catch (Exception e) when (leftover is null && e is not InitFailedException)
        {
            await UndoAsync(call.Identity, inputs, uuid);
            throw;
        }
    }

    /// <summary>Removes a guest that was defined, whatever state it is in.</summary>
    public async Task RemoveAsync(Guid uuid, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (await _domains.FindAsync(uuid, cancellationToken) is null)
        {
            return;
        }

        await _domains.StopAsync(uuid, grace, cancellationToken);
        await _domains.UndefineAsync(uuid, cancellationToken);
    }

    /// <summary>Waits as the user wants; from here on a failure leaves a guest that exists.</summary>
    private async Task<ResourceState> FinishAsync(
        ChangeCall call,
        DomainSpec spec,
        CancellationToken cancellationToken
    )
    {
        GuestReport? report = null;
        if (spec.Inputs is { WaitsForReport: true, Running: true })
        {
            try
            {
                var wait = new GuestWaitCall(
                    call.Identity,
                    spec.Uuid,
                    spec.Inputs.GuestName,
                    spec.Inputs.WaitTimeout,
                    ImmutableHashSet<string>.Empty
                )
                {
                    ConfigHash = spec.Inputs.ExpectedConfigHash,
                };
                report = await new GuestWait(session).RunAsync(wait, cancellationToken);
            }
            catch (Exception e)
                when (e is HostException or LibvirtException or OperationCanceledException)
            {
                throw new InitFailedException(
                    await StateAsync(call, spec, null, CancellationToken.None),
                    [ReasonOf(e, spec)],
                    e
                );
            }
        }

        return await StateAsync(call, spec, report, cancellationToken);
    }

    private static string ReasonOf(Exception exception, DomainSpec spec) =>
        exception switch
        {
            LibvirtException e => LibvirtErrorText.Describe(e),
            OperationCanceledException =>
                $"Cancelled while the guest '{spec.Inputs.GuestName}' was configuring itself; it goes on by itself, and the next up waits for it.",
            HostException e => ErrorCode.Append(e.Message, e.Code),
            _ => exception.Message,
        };

    private async Task<ResourceState> StateAsync(
        ChangeCall call,
        DomainSpec spec,
        GuestReport? report,
        CancellationToken cancellationToken
    ) =>
        new(
            $"{spec.Uuid:D}",
            call.News,
            await _outputs.WriteAsync(spec, report, PropertyMap.Empty, cancellationToken)
        );

    private async Task<DomainInfo?> FindLeftoverAsync(
        ResourceIdentity identity,
        NixGuestInputs inputs,
        CancellationToken cancellationToken
    )
    {
        if (await _domains.FindAsync(inputs.GuestName, cancellationToken) is not { } found)
        {
            return null;
        }

        var xml = await _domains.GetXmlAsync(found.Uuid, live: false, cancellationToken);
        if (!OwnerTag.IsOf(identity, xml))
        {
            throw new HostException(
                "guest-foreign",
                $"guestName {GuestCheck.Foreign(inputs.GuestName, xml)}."
            );
        }

        await session.Log.InfoAsync(
            identity.Urn,
            $"took over the domain '{inputs.GuestName}', left by a run that was killed",
            cancellationToken
        );
        return found;
    }

    /// <summary>Defines the guest. A leftover that runs with another definition is stopped, so that it starts with this one.</summary>
    /// <returns>Whether the guest runs with the definition.</returns>
    private async Task<bool> DefineAsync(
        DomainSpec spec,
        bool isOn,
        CancellationToken cancellationToken
    )
    {
        var before = isOn
            ? await _domains.GetXmlAsync(spec.Uuid, live: false, cancellationToken)
            : "";
        var defined = await _domains.DefineAsync(DomainXml.Write(spec), cancellationToken);
        if (defined.Autostart != spec.Inputs.Autostart)
        {
            await _domains.SetAutostartAsync(spec.Uuid, spec.Inputs.Autostart, cancellationToken);
        }

        if (!isOn)
        {
            return false;
        }

        var after = await _domains.GetXmlAsync(spec.Uuid, live: false, cancellationToken);
        if (spec.Inputs.Running && after == before)
        {
            return true;
        }

        await _domains.StopAsync(spec.Uuid, spec.Inputs.ShutdownTimeout, cancellationToken);
        return false;
    }

    /// <summary>Takes a failed create back; also when the user has cancelled.</summary>
    private async Task UndoAsync(ResourceIdentity identity, NixGuestInputs inputs, Guid uuid)
    {
        using var limit = new CancellationTokenSource(
            session.Host.Options.CommandTimeout,
            session.Clock
        );
        await RemoveAsync(uuid, TimeSpan.Zero, limit.Token);
        _roots.Release(identity, _roots.Of(inputs));
    }
}
