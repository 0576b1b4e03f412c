using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Changes a guest as the diff has announced. Any failure gives back the former definition and power state.</summary>
internal sealed class GuestUpdate(ProviderSession session, GuestPower power)
{
    private readonly IDomains _domains = session.Host.Domains;
    private readonly GuestRoots _roots = new(session);

    /// <summary>The new outputs.</summary>
    public async Task<PropertyMap> RunAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var (olds, news) = (NixGuestInputs.Read(call.OldInputs), NixGuestInputs.Read(call.News));
        var uuid = Guid.Parse(call.Id);
        var before = await GuestSnapshot.TakeAsync(session, call, cancellationToken);
        if (before.IsSaved)
        {
            session.Log.Status(call.Identity.Urn, "waking up");
            await power.WakeAsync(uuid, olds.GuestName, cancellationToken);
            before = await GuestSnapshot.TakeAsync(session, call, cancellationToken);
        }

        var spec = (
            await new GuestSpecs(session).BuildAsync(call.Identity, news, uuid, cancellationToken)
        ) with
        {
            Former = before.Former,
            Live = before.Live,
            Swapped = new ConfigSwap(olds, call.OldOutputs, news).Serials,
            ImportedWith = ImportMark.IsOn(call.OldInputs) ? olds : null,
        };
        var (oldRoots, newRoots) = (_roots.Of(olds), _roots.Of(news));
        try
        {
            await _roots.HoldAsync(call.Identity, newRoots, cancellationToken);
            await _domains.DefineAsync(DomainXml.Write(spec), cancellationToken);
            if (before.Autostart != news.Autostart)
            {
                await _domains.SetAutostartAsync(uuid, news.Autostart, cancellationToken);
            }

            var report = await ApplyAsync(call, spec, olds, before, cancellationToken);
            var outputs = await new GuestOutputs(session).WriteAsync(
                spec,
                report,
                call.OldOutputs,
                cancellationToken
            );
            _roots.Release(call.Identity, oldRoots.Except(newRoots));
            return outputs;
        }
        catch (Exception e)
        {
            await before.RestoreAsync(olds, e);
            _roots.Release(call.Identity, newRoots.Except(oldRoots));
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The update of the guest '{news.GuestName}' failed; it has its former definition and power state back.",
                CancellationToken.None
            );
            throw;
        }
    }

    /// <summary>Brings the machine in line with the new definition; returns the guest's report if it was waited for.</summary>
    private async Task<GuestReport?> ApplyAsync(
        ChangeCall call,
        DomainSpec spec,
        NixGuestInputs olds,
        GuestSnapshot before,
        CancellationToken cancellationToken
    )
    {
        var changes = new GuestChanges(session).Between(
            call.Identity,
            call.OldInputs,
            call.OldOutputs,
            call.News
        );
        var restart = before.WasOn && GuestChanges.NeedRestart(changes);
        if (before.WasOn && (restart || !spec.Inputs.Running))
        {
            session.Log.Status(call.Identity.Urn, "shutting down");
            before.Touch();
            await _domains.StopAsync(spec.Uuid, olds.ShutdownTimeout, cancellationToken);
        }

        if (!spec.Inputs.Running)
        {
            return null;
        }

        if (before.IsStuck && !restart)
        {
            await UnstickAsync(spec.Uuid, before, cancellationToken);
        }

        if (before.WasOn && !restart)
        {
            await ApplyLiveAsync(call, spec, olds, before, cancellationToken);
            return IsConfigured(call.OldOutputs, spec.Inputs)
                ? null
                : await WaitAsync(call, spec, ImmutableHashSet<string>.Empty, cancellationToken);
        }

        before.Touch();
        var boots = power.BootsOf(spec.Uuid);
        return await power.StartAsync(
            call.Identity,
            spec.Uuid,
            () => WaitAsync(call, spec, boots, cancellationToken),
            cancellationToken
        );
    }

    private static bool IsConfigured(PropertyMap outputs, NixGuestInputs inputs)
    {
        var known = new InputReader(outputs);
        return known.Text(NixGuestDefinition.ReadyBoot) is { Length: > 0 }
            && (
                inputs.ExpectedConfigHash is null
                || inputs.ExpectedConfigHash == known.Text("configHash")
            );
    }

    /// <summary>A paused guest goes on; one that has crashed and was kept is let go, so that it can start.</summary>
    private async Task UnstickAsync(
        Guid uuid,
        GuestSnapshot before,
        CancellationToken cancellationToken
    )
    {
        if (before.WasOn)
        {
            await session.Host.LiveDomains.ResumeAsync(uuid, cancellationToken);
        }
        else
        {
            await _domains.StopAsync(uuid, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task ApplyLiveAsync(
        ChangeCall call,
        DomainSpec spec,
        NixGuestInputs olds,
        GuestSnapshot before,
        CancellationToken cancellationToken
    )
    {
        var swap = new ConfigSwap(olds, call.OldOutputs, spec.Inputs);
        var plan = new LivePlan(session, call.Identity, spec.Uuid, olds, spec.Inputs, swap);
        var after = await _domains.GetXmlAsync(spec.Uuid, live: false, cancellationToken);
        if (!swap.Serials.IsEmpty)
        {
            await new SettledGuest(session).WaitAsync(call.Identity, spec.Uuid, cancellationToken);
        }

        foreach (var step in plan.Steps(before.Former!, XElement.Parse(after)))
        {
            session.Log.Status(call.Identity.Urn, step.What);
            if (step.Undo is { } undo)
            {
                before.UndoLater(undo);
            }

            await step.Do(cancellationToken);
        }

        if (await swap.TellAsync(session, call.Identity, spec.Uuid, cancellationToken))
        {
            before.Told();
        }
    }

    private async Task<GuestReport?> WaitAsync(
        ChangeCall call,
        DomainSpec spec,
        IReadOnlySet<string> formerBoots,
        CancellationToken cancellationToken
    ) =>
        spec.Inputs.WaitsForReport
            ? await new GuestWait(session).RunAsync(
                new(
                    call.Identity,
                    spec.Uuid,
                    spec.Inputs.GuestName,
                    spec.Inputs.WaitTimeout,
                    formerBoots
                )
                {
                    ConfigHash = spec.Inputs.ExpectedConfigHash,
                },
                cancellationToken
            )
            : null;
}
