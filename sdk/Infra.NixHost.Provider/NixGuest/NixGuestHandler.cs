using System.Collections.Immutable;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Checks;
using Infra.NixHost.Provider.NixGuest.Drift;
using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Makes libvirt domains of guests.</summary>
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

    /// <summary>Asks libvirt nothing: what a guest is was recorded when it was defined. A disk cannot be in two guests, so the old one goes first.</summary>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var changes = new GuestChanges(session).Between(
            call.Identity,
            call.OldInputs,
            call.OldOutputs,
            call.News
        );
        var found = new InputReader(call.OldInputs).Texts(DriftFindings.Mark);
        return Task.FromResult(
            new DiffOutcome(found.IsEmpty ? changes : changes.Add(Repair(found)))
            {
                DeleteBeforeReplace = true,
                Stables = ["uuid", "consolePath"],
            }
        );
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
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
    public Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken) =>
        call.IsPreview
            ? Task.FromResult(ForeseeUpdate(call))
            : new GuestUpdate(session, _power).RunAsync(call, cancellationToken);

    /// <summary>
    /// The inputs come back as they would have made what is there, so that the next up repairs what differs; each finding is a line. Without inputs
    /// it is an import or a lookup.
    /// </summary>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            return await new GuestImport(session).ReadAsync(call, cancellationToken);
        }

        if (await _domains.ReadAsync(Guid.Parse(call.Id), cancellationToken) is not { } reading)
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
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        var (uuid, inputs) = (Guid.Parse(call.Id), NixGuestInputs.Read(call.Inputs));
        if (await _domains.ReadAsync(uuid, cancellationToken) is { } reading)
        {
            if (!ImportMark.AllowsChange(call.Identity, call.Inputs, reading.Xml))
            {
                throw new HostException(
                    "guest-foreign",
                    $"The domain '{reading.Info.Name}' ({uuid}) is not deleted: {OwnerTag.Describe(reading.Xml)}. Remove it by hand, or take it out of the state."
                );
            }

            session.Log.Status(call.Identity.Urn, "shutting down");
            await new GuestCreation(session, _power).RemoveAsync(
                uuid,
                inputs.ShutdownTimeout,
                cancellationToken
            );
        }

        var roots = new GuestRoots(session);
        roots.Release(call.Identity, roots.Of(inputs));
        GuestJournal.Of(session.Host.Options, uuid).Delete();
        RemoveConsole(inputs);
    }

    private PropertyMap ForeseeUpdate(ChangeCall call)
    {
        var (olds, news) = (NixGuestInputs.Read(call.OldInputs), NixGuestInputs.Read(call.News));
        var changes = new GuestChanges(session).Between(
            call.Identity,
            call.OldInputs,
            call.OldOutputs,
            call.News
        );
        var boots = (news.Running && !olds.Running) || GuestChanges.NeedRestart(changes);
        return _outputs.Foresee(call, news, Guid.Parse(call.Id), boots);
    }

    private static PropertyChange Repair(ImmutableArray<string> findings) =>
        new("domainXml", ChangeKind.Update, "as it was found", "as it is to be")
        {
            IsOutput = true,
            Impact = ChangeImpact.InPlace,
            Reason = string.Join("; ", findings),
        };

    private void RemoveConsole(NixGuestInputs inputs)
    {
        var console = new GuestSpecs(session).ConsolePath(inputs);
        if (File.Exists(console))
        {
            File.Delete(console);
        }
    }
}
