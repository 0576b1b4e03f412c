using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Creates a guest. A failed create leaves nothing, or a guest that the engine records as half-made once it runs.</summary>
internal sealed class GuestCreation(ProviderSession session, GuestPower power)
{
    private readonly IDomains _domains = session.Host.Domains;
    private readonly PowerCheck _check = new(session);

    /// <summary>Creates the guest, or takes over the domain that a killed run left.</summary>
    public async Task<ResourceState> RunAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var inputs = NixGuestInputs.Read(call.News);
        var leftovers = new GuestLeftover(session);
        var leftover = await leftovers.FindAsync(call, inputs, cancellationToken);
        var uuid = leftover?.Uuid ?? call.Identity.Uuid(inputs.GuestName);
        var built = await new GuestSpecs(session).BuildAsync(
            call.Identity,
            inputs,
            uuid,
            cancellationToken
        );
        var spec = built with { Owner = call.Owner };
        bool isOn;
        // Building takes a while, and libvirt replaces a domain of the same UUID and name without asking.
        using (session.Owners.Records.Hold($"domain {uuid:D}", $"The guest '{inputs.GuestName}'"))
        {
            await leftovers.RequireUnclaimedAsync(call.Identity, spec, cancellationToken);
            isOn = await OrUndoAsync(
                call,
                spec,
                leftover,
                () => DefineAsync(call, spec, leftover, cancellationToken)
            );
        }

        return await OrUndoAsync(
            call,
            spec,
            leftover,
            () =>
                !inputs.Running || isOn
                    ? FinishAsync(call, spec, cancellationToken)
                    : power.StartAsync(
                        call.Identity,
                        spec,
                        () => FinishAsync(call, spec, cancellationToken),
                        cancellationToken
                    )
        );
    }

    /// <summary>Stops and undefines a guest, whatever its power state.</summary>
    public async Task RemoveAsync(Guid uuid, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (await _domains.FindAsync(uuid, cancellationToken) is null)
        {
            return;
        }

        await _domains.StopAsync(uuid, grace, cancellationToken);
        await _domains.UndefineAsync(uuid, cancellationToken);
    }

    /// <summary>Waits as the inputs ask. A failure from here on leaves the guest in the engine's state.</summary>
    private async Task<ResourceState> FinishAsync(
        ChangeCall call,
        DomainSpec spec,
        CancellationToken cancellationToken
    )
    {
        GuestReport? report = null;
        DomainReading? reading = null;
        try
        {
            report = await WaitAsync(call, spec, cancellationToken);
            reading = await _check.ReadAsync(spec.Uuid, cancellationToken);
            var fault = await _check.FindFaultAsync(spec.Inputs, reading, cancellationToken);
            return fault is null ? StateOf(call, spec, report, reading) : throw fault;
        }
        catch (Exception e) when (HostFailure.Is(e))
        {
            throw new InitFailedException(
                StateOf(call, spec, report, reading ?? await TryReadAsync(spec.Uuid)),
                [FailureReason.Of(e, spec.Inputs.GuestName, call.News)],
                e
            );
        }
    }

    private async Task<GuestReport?> WaitAsync(
        ChangeCall call,
        DomainSpec spec,
        CancellationToken cancellationToken
    )
    {
        if (spec.Inputs is not { WaitsForReport: true, Running: true })
        {
            return null;
        }

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
        return await new GuestWait(session).RunAsync(wait, cancellationToken);
    }

    /// <summary>Reads a guest for the state after a failure; <c>null</c> when libvirt is away.</summary>
    private async Task<DomainReading?> TryReadAsync(Guid uuid)
    {
        using var limit = new CancellationTokenSource(
            session.Host.Options.CommandTimeout,
            session.Clock
        );
        try
        {
            return await _domains.ReadAsync(uuid, limit.Token);
        }
        catch (Exception e) when (HostFailure.Is(e))
        {
            return null;
        }
    }

    private static ResourceState StateOf(
        ChangeCall call,
        DomainSpec spec,
        GuestReport? report,
        DomainReading? reading
    ) =>
        new(
            $"{spec.Uuid:D}",
            call.News,
            GuestOutputs.Write(spec, report, PropertyMap.Empty, reading)
        );

    private async Task<T> OrUndoAsync<T>(
        ChangeCall call,
        DomainSpec spec,
        DomainInfo? leftover,
        Func<Task<T>> make
    )
    {
        try
        {
            return await make();
        }
        catch (Exception e) when (leftover is null && e is not InitFailedException)
        {
            await UndoAsync(call, spec, e);
            throw;
        }
        catch (Exception e) when (HostFailure.Is(e))
        {
            var left = StateOf(call, spec, report: null, reading: null);
            throw FailureOf(call, spec).Keep(e, left.Id, left.Outputs);
        }
    }

    private FailedCreate FailureOf(ChangeCall call, DomainSpec spec) =>
        new(session, call, $"the guest '{spec.Inputs.GuestName}'");

    /// <summary>Defines the guest. A leftover that runs another definition is stopped, so that it starts with this one.</summary>
    /// <returns>Whether the guest runs with the definition.</returns>
    private async Task<bool> DefineAsync(
        ChangeCall call,
        DomainSpec spec,
        DomainInfo? leftover,
        CancellationToken cancellationToken
    )
    {
        if (leftover is null)
        {
            GuestJournal.Of(session.Host, spec.Uuid).Delete();
        }

        var roots = new GuestRoots(session, call.Identity, spec.Uuid);
        await roots.HoldAsync(roots.Of(spec.Inputs), cancellationToken);
        if (leftover is { IsSaved: true })
        {
            await power.WakeAsync(spec.Uuid, spec.Inputs.GuestName, cancellationToken);
        }

        var isOn = leftover is { IsOn: true } or { IsSaved: true };
        var before = isOn
            ? await _domains.GetXmlAsync(spec.Uuid, live: false, cancellationToken)
            : "";
        session.Owners.Making(spec.Owner);
        var defined = await _domains.DefineAsync(DomainXml.Write(spec), cancellationToken);
        if (defined.Autostart != spec.Inputs.StartsWithHost)
        {
            await _domains.SetAutostartAsync(
                spec.Uuid,
                spec.Inputs.StartsWithHost,
                cancellationToken
            );
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

    /// <summary>Undoes a failed or cancelled create; a domain without this create's token stays.</summary>
    /// <exception cref="InitFailedException">The guest could not be removed, so the engine has to know it.</exception>
    private Task UndoAsync(ChangeCall call, DomainSpec spec, Exception failure)
    {
        var left = StateOf(call, spec, report: null, reading: null);
        return FailureOf(call, spec)
            .UndoAsync(
                failure,
                async token =>
                {
                    var made = await _domains.ReadAsync(spec.Uuid, token);
                    if (made is not null && OwnerXml.Read(made.Xml)?.Token == call.Owner.Token)
                    {
                        await RemoveAsync(spec.Uuid, TimeSpan.Zero, token);
                        GuestJournal.Of(session.Host, spec.Uuid).Delete();
                        new ConsoleFiles(session.Host).Remove(spec.Inputs.GuestName);
                        made = null;
                    }

                    // A machine of the same UUID that stays may lie on the same store paths, and then has the same roots.
                    if (made is null)
                    {
                        var roots = new GuestRoots(session, call.Identity, spec.Uuid);
                        roots.Release(roots.Of(spec.Inputs));
                    }
                },
                left.Id,
                left.Outputs
            );
    }
}
