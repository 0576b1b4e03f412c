using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Drift;
using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Creates, reads, changes and deletes the libvirt domains of guests.</summary>
internal sealed class NixGuestHandler(ProviderSession session) : IResourceHandler, IDisposable
{
    private readonly IDomains _domains = session.Host.Domains;
    private readonly GuestPower _power = new(session);
    private readonly GuestOutputs _outputs = new(session);

    /// <inheritdoc/>
    public void Dispose() => _power.Dispose();

    /// <inheritdoc/>
    public ResourceDefinition Definition => NixGuestDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new GuestCheck(session).RunAsync(call, cancellationToken);

    /// <summary>
    /// Compares recorded inputs; reads the machine only for a change, to tell what that takes back. A replacement deletes first, because a disk
    /// cannot be in two guests.
    /// </summary>
    public async Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var changes = new GuestChanges(session).Between(
            call.Identity,
            call.OldInputs,
            call.OldOutputs,
            call.News
        );
        var found = new InputReader(call.OldInputs).Texts(DriftFindings.Mark);
        changes = found.IsEmpty ? changes : changes.Add(Repair(found));
        var reading = changes.IsEmpty
            ? null
            : await _domains.ReadAsync(StateId.Uuid(call.Identity, call.Id), cancellationToken);
        return new(changes)
        {
            DeleteBeforeReplace = true,
            Stables = ["uuid", "consolePath"],
            Notes = reading is null
                ? []
                : new HandMadeChanges(session, call.Identity).TakenBack(
                    call.OldInputs,
                    call.News,
                    reading
                ),
            Found = reading is null ? null : GuestOwner.Of(reading),
        };
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        GuestValues.Require(call);
        if (!call.IsPreview)
        {
            return await new GuestCreation(session, _power).RunAsync(call, cancellationToken);
        }

        var inputs = NixGuestInputs.Read(call.News);
        var uuid = call.Identity.Uuid(inputs.GuestName);
        var outputs = _outputs.Foresee(call, inputs, uuid, boots: true);
        return new(outputs["uuid"] is PropertyValue.String id ? id.Value : "", call.News, outputs);
    }

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        GuestValues.Require(call);
        return call.IsPreview
            ? ForeseeUpdateAsync(call, cancellationToken)
            : new GuestUpdate(session, _power).RunAsync(call, cancellationToken);
    }

    /// <summary>
    /// Returns the inputs that would make what exists, so that the next up repairs the difference, and warns of each finding. A call without
    /// inputs is an import or a lookup.
    /// </summary>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            return await new GuestImport(session).ReadAsync(call, cancellationToken);
        }

        if (
            await _domains.ReadAsync(StateId.Uuid(call.Identity, call.Id), cancellationToken)
            is not { } reading
        )
        {
            return null;
        }

        var drift = await new GuestDrift(session, call.Identity).InspectAsync(
            call,
            reading,
            cancellationToken
        );
        foreach (var line in drift.Lines)
        {
            await session.Log.WarnAsync(call.Identity.Urn, $"drift: {line}", cancellationToken);
        }

        return new(call.Id, drift.Inputs, GuestOutputs.Refresh(call.Outputs, reading));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        new GuestImport(session).ListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<OwnedObject?> FindAsync(
        StateCall call,
        CancellationToken cancellationToken
    ) =>
        await _domains.ReadAsync(StateId.Uuid(call.Identity, call.Id), cancellationToken)
            is { } found
            ? GuestOwner.Of(found)
            : null;

    /// <inheritdoc/>
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        var (uuid, inputs) = (
            StateId.Uuid(call.Identity, call.Id),
            NixGuestInputs.Read(call.Inputs)
        );
        if (await _domains.FindAsync(uuid, cancellationToken) is not null)
        {
            session.Log.Status(call.Identity.Urn, "shutting down");
            await new GuestCreation(session, _power).RemoveAsync(
                uuid,
                inputs.ShutdownTimeout,
                cancellationToken
            );
        }

        var roots = new GuestRoots(session, call.Identity, uuid);
        var former = roots.Former(roots.Of(inputs));
        roots.Release(roots.Of(inputs));
        roots.ReleaseFormer(former);
        GuestJournal.Of(session.Host, uuid).Delete();
        await new GuestLeftovers(session).RemoveAsync(
            call,
            uuid,
            inputs.GuestName,
            cancellationToken
        );
    }

    private async Task<PropertyMap> ForeseeUpdateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var (olds, news) = (NixGuestInputs.Read(call.OldInputs), NixGuestInputs.Read(call.News));
        var changes = new GuestChanges(session).Between(
            call.Identity,
            call.OldInputs,
            call.OldOutputs,
            call.News
        );
        if (Unfinished(call, news, changes) is { } reason)
        {
            await session.Log.InfoAsync(
                call.Identity.Urn,
                $"{reason} [{ChangeImpact.InPlace.Code()}]",
                cancellationToken
            );
            await WarnOfTakenBackAsync(call, cancellationToken);
        }

        var boots = (news.Running && !olds.Running) || GuestChanges.NeedRestart(changes);
        return _outputs.Foresee(call, news, StateId.Uuid(call.Identity, call.Id), boots);
    }

    /// <summary>Tells what an update without a diff of its own takes back.</summary>
    private async Task WarnOfTakenBackAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var uuid = StateId.Uuid(call.Identity, call.Id);
        if (await _domains.ReadAsync(uuid, cancellationToken) is not { } reading)
        {
            return;
        }

        var changes = new HandMadeChanges(session, call.Identity);
        foreach (var line in changes.TakenBack(call.OldInputs, call.News, reading))
        {
            await session.Log.WarnAsync(call.Identity.Urn, line, cancellationToken);
        }
    }

    /// <summary>Why a guest is updated whose definition stays: engines do so after an operation that failed half-way, and do not say it.</summary>
    private static string? Unfinished(
        ChangeCall call,
        NixGuestInputs news,
        ImmutableArray<PropertyChange> changes
    )
    {
        var isRepaired = !new InputReader(call.OldInputs).Texts(DriftFindings.Mark).IsEmpty;
        if (isRepaired || !news.Running || changes.Any(c => c.Impact != ChangeImpact.None))
        {
            return null;
        }

        if (news.WaitsForReport && !GuestUpdate.IsConfigured(call.OldOutputs, news))
        {
            return $"waits for the guest '{news.GuestName}', which had not reported that it is configured when the last run ended";
        }

        return changes.IsEmpty
            ? $"gets the guest '{news.GuestName}' going, which was not as it should be when the last run ended"
            : null;
    }

    private static PropertyChange Repair(ImmutableArray<string> findings) =>
        new("domainXml", ChangeKind.Update, "as found", "as defined by this stack")
        {
            Effect = "is repaired",
            Subject = string.Join("; ", findings),
            Reason = string.Join("; ", findings),
            IsOutput = true,
            Impact = ChangeImpact.InPlace,
        };
}
