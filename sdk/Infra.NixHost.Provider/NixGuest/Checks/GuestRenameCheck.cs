using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Checks that a new name of a guest is free. The guest is deleted before it is created anew, so two guests that swap names would both be gone.
/// </summary>
internal sealed class GuestRenameCheck(ProviderSession session)
{
    /// <summary>Adds a failure when another domain has the new name of a guest that exists.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            !call.Changes("guestName")
            || await session.Host.Domains.ReadAsync(inputs.GuestName, cancellationToken)
                is not { } found
            || IsOurs(found, call)
        )
        {
            return;
        }

        var owned = GuestOwner.Of(found);
        // What has no tag is of no stack.
        var isOfStack =
            session.Owners.IsOfProgram(call.Identity, owned.Tag)
            && owned.Tag!.Urn != call.Identity.Urn.Value;

        call.Failures.Add(
            "guestName",
            // As above.
            isOfStack
                ? $"\"{inputs.GuestName}\" is still the name of another guest of this stack, and it belongs to {owned.Tag!.Describe()}; rename or "
                    + "remove that guest in a run of its own first, or choose another guestName"
                : session.Owners.Reason(call.Identity, owned),
            isOfStack ? "name-taken" : Owners.CodeOf(owned)
        );
    }

    /// <summary>Whether a domain is the resource's own under the new name: renamed by hand, or left by a killed run.</summary>
    private bool IsOurs(DomainReading found, CheckCall call) =>
        OwnerXml.Read(found.Xml) is { } tag
        && (
            session.Owners.MayBePending(call.Identity, tag)
            || (tag.Token.Length == 0 && tag.Urn == call.Identity.Urn.Value)
            || found.Info.Uuid == call.Identity.Uuid(NixGuestInputs.Read(call.Olds).GuestName)
        );
}
