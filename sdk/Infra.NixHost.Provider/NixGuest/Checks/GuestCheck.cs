using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks a guest as a whole. Disks and network cards have their own checks.</summary>
internal sealed class GuestCheck(ProviderSession session)
{
    private static readonly string[] Inputs =
    [
        .. NixGuestDefinition.Resource.Inputs.Select(p => p.Name),
    ];

    private static readonly string[] Devices = ["guestName", "disks", "networks"];

    /// <summary>Checks the inputs and returns them with the guest's name.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("guestName")
            ? call.News
            : call.News.With("guestName", call.Identity.Name);
        news = KeptDrivers.Carry(call.Olds, ImportMark.Carry(call.Olds, news));
        var inputs = NixGuestInputs.Read(news);
        var capacity = new GuestCapacityCheck(session, call with { News = news });
        capacity.Note(inputs);
        GuestValues.Check(inputs, news, call);
        await new GuestNetworkCheck(session).RunAsync(inputs, call, cancellationToken);
        if (inputs.WaitsForReport && !inputs.Running)
        {
            call.Failures.Add("waitFor", GuestRules.WaitsForNothing);
        }

        CheckExtraXml(inputs, news, call);

        call = call with { News = news };
        if (call.Failures.AreNone && inputs.GuestName.Length > 0)
        {
            await CheckNamesOnHostAsync(inputs, call, cancellationToken);
        }

        if (call.Failures.AreNone)
        {
            await CheckHostAsync(inputs, call, cancellationToken);
        }

        if (call.Failures.AreNone)
        {
            await capacity.RunAsync(inputs, cancellationToken);
        }
        else
        {
            session.Capacity.Guests.Forget(call.Identity);
        }

        return news;
    }

    private async Task CheckNamesOnHostAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (call.IsNew)
        {
            await CheckOwnerAsync(inputs, call, cancellationToken);
        }
        else
        {
            await new GuestRenameCheck(session).RunAsync(inputs, call, cancellationToken);
        }
    }

    /// <summary>Compares inputs that are right by themselves with the host and with the program's other guests.</summary>
    private async Task CheckHostAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        await new GuestPlaceCheck(session).RunAsync(inputs, call, cancellationToken);
        if (!call.Failures.AreNone)
        {
            return;
        }

        await new GuestHostCheck(session).RunAsync(inputs, call, cancellationToken);
        await new GuestDiskSourceCheck(session).RunAsync(inputs, call, cancellationToken);
        if (call.Failures.AreNone)
        {
            await new GuestIdentityCheck(session).RunAsync(inputs, call, cancellationToken);
        }

        if (call.Failures.AreNone && !call.IsNew && call.Changes(Inputs))
        {
            await new MovedDisks(session, NixGuestInputs.Read(call.Olds), inputs)
            {
                KeepsUnchanged = ImportMark.IsOn(call.Olds),
            }.CheckAsync(call, cancellationToken);
        }
    }

    private void CheckExtraXml(NixGuestInputs inputs, PropertyMap news, CheckCall call)
    {
        if (inputs.ExtraXml is not { } extra)
        {
            return;
        }

        if (ExtraXml.Mismatch(extra) is { } reason)
        {
            call.Failures.Add("extraXml", reason);
            return;
        }

        if (!Devices.Any(name => PropertyContent.HasUnknown(news.Get(name))))
        {
            var specs = new GuestSpecs(session);
            var spec = new DomainSpec(
                call.Identity,
                inputs,
                Guid.Empty,
                specs.IsKvm(inputs),
                specs.ConsolePath(inputs)
            );
            foreach (var conflict in ExtraXml.Conflicts(spec, extra))
            {
                call.Failures.Add("extraXml", conflict);
            }
        }
    }

    private async Task CheckOwnerAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (session.Known.Has(call.Identity))
        {
            return;
        }

        var rival = await GuestOwner.FindRivalAsync(
            session,
            call.Identity,
            inputs.GuestName,
            cancellationToken
        );
        if (rival is var (_, owned))
        {
            // What has no tag is of no stack.
            var renamed =
                session.Owners.IsOfProgram(call.Identity, owned.Tag)
                && owned.Tag!.Urn != call.Identity.Urn.Value
                    ? "; if that is the former name of this resource, add it to the resource's `aliases`, and the guest is kept"
                    : "";
            await new OwnerCheck(session).RunAsync(
                call,
                "guestName",
                owned,
                cancellationToken,
                renamed
            );
        }
    }
}
