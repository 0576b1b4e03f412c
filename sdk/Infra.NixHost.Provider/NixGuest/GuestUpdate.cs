using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Changes a guest as the diff announced. A failure restores the former definition and power state.</summary>
internal sealed class GuestUpdate(ProviderSession session, GuestPower power)
{
    private readonly IDomains _domains = session.Host.Domains;
    private readonly PowerCheck _check = new(session);

    /// <summary>Applies the update and returns the new outputs.</summary>
    public async Task<PropertyMap> RunAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var (olds, news) = (NixGuestInputs.Read(call.OldInputs), NixGuestInputs.Read(call.News));
        var uuid = StateId.Uuid(call.Identity, call.Id);
        var before = await GuestSnapshot.TakeAsync(session, call, cancellationToken);
        if (await RouseAsync(call, before, news, cancellationToken))
        {
            before = await GuestSnapshot.TakeAsync(session, call, cancellationToken);
        }

        await new MovedDisks(session, olds, news)
        {
            KeepsUnchanged = ImportMark.IsOn(call.OldInputs),
        }.RequireNoneAsync(before.Reading, cancellationToken);
        var spec = (
            await new GuestSpecs(session).BuildAsync(call.Identity, news, uuid, cancellationToken)
        ) with
        {
            Owner = call.Owner,
            Former = before.Former,
            Live = before.Live,
            Swapped = new ConfigSwap(olds, call.OldOutputs, news).Serials,
            ImportedWith = ImportMark.IsOn(call.OldInputs) ? olds : null,
        };
        var (outputs, reading) = await ChangeAsync(call, spec, olds, before, cancellationToken);
        return await _check.FindFaultAsync(news, reading, cancellationToken) is { } fault
            ? throw new InitFailedException(
                new(call.Id, call.News, outputs),
                [FailureReason.Of(fault, news.GuestName, call.News)],
                fault
            )
            : outputs;
    }

    /// <summary>Gets a machine going that is saved, suspended or paused by a failed write; returns whether it was.</summary>
    private async Task<bool> RouseAsync(
        ChangeCall call,
        GuestSnapshot before,
        NixGuestInputs news,
        CancellationToken cancellationToken
    )
    {
        if (before.Reading is not { Info: var info })
        {
            return false;
        }

        var isSuspended = info.State == DomainState.Suspended;
        var isFailing = info.PauseReason == PauseReason.IoError && news.Running;
        if (!info.IsSaved && !isSuspended && !isFailing)
        {
            return false;
        }

        session.Log.Status(call.Identity.Urn, "waking up");
        if (info.IsSaved)
        {
            await power.WakeAsync(info.Uuid, info.Name, cancellationToken);
        }
        else if (isFailing)
        {
            await _check.ResumeAsync(info.Name, info.Uuid, cancellationToken);
        }
        else
        {
            await _check.WakeUpAsync(info.Name, info.Uuid, cancellationToken);
        }

        return true;
    }

    /// <summary>Defines the guest and brings its machine in line; restores both after a failure.</summary>
    private async Task<(PropertyMap Outputs, DomainReading? Reading)> ChangeAsync(
        ChangeCall call,
        DomainSpec spec,
        NixGuestInputs olds,
        GuestSnapshot before,
        CancellationToken cancellationToken
    )
    {
        var (news, uuid) = (spec.Inputs, spec.Uuid);
        var roots = new GuestRoots(session, call.Identity, uuid);
        var (oldRoots, newRoots) = (roots.Of(olds), roots.Of(news));
        var former = roots.Former(oldRoots);
        try
        {
            await roots.HoldAsync(newRoots, cancellationToken);
            await _domains.DefineAsync(DomainXml.Write(spec), cancellationToken);
            if (before.Autostart != news.StartsWithHost)
            {
                await _domains.SetAutostartAsync(uuid, news.StartsWithHost, cancellationToken);
            }

            var report = await ApplyAsync(call, spec, olds, before, cancellationToken);
            var reading = await _check.ReadAsync(uuid, cancellationToken);
            roots.Release(oldRoots.Except(newRoots));
            roots.ReleaseFormer(former);
            return (GuestOutputs.Write(spec, report, call.OldOutputs, reading), reading);
        }
        catch (Exception e)
        {
            await before.RestoreAsync(olds, e);
            roots.Release(newRoots.Except(oldRoots));
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The update of the guest '{news.GuestName}' failed; its former definition and power state are restored.",
                CancellationToken.None
            );
            throw;
        }
    }

    /// <summary>Brings the machine in line with the new definition and returns the guest's report, if one was waited for.</summary>
    private async Task<GuestReport?> ApplyAsync(
        ChangeCall call,
        DomainSpec spec,
        NixGuestInputs olds,
        GuestSnapshot before,
        CancellationToken cancellationToken
    )
    {
        // Inputs that a refresh read from a paused or suspended guest say that it is off.
        var changes = new GuestChanges(session).Between(
            call.Identity,
            before.WasOn ? call.OldInputs.With("running", true) : call.OldInputs,
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
            spec,
            () => WaitAsync(call, spec, boots, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Whether a guest has reported the configuration that is waited for.</summary>
    public static bool IsConfigured(PropertyMap outputs, NixGuestInputs inputs)
    {
        var known = new InputReader(outputs);
        return known.Text(NixGuestDefinition.ReadyBoot) is { Length: > 0 }
            && (
                inputs.ExpectedConfigHash is null
                || inputs.ExpectedConfigHash == known.Text("configHash")
            );
    }

    /// <summary>Resumes a paused guest; destroys one that crashed and was preserved, so that it can start.</summary>
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

        // A guest that changes live was defined before.
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
