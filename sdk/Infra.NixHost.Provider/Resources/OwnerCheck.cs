using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Checks in preview that nobody else owns the object that has the name of a new resource.</summary>
internal sealed class OwnerCheck(ProviderSession session)
{
    /// <summary>What to do when an object cannot exist twice and is to be replaced.</summary>
    private const string DeleteFirst =
        "to replace it, set the resource's option `deleteBeforeReplace`, because both cannot exist at once";

    /// <summary>Warns of another run that lives and makes the resource; the create waits for its end, and refuses where it goes on.</summary>
    public Task WarnOfAnotherRunAsync(
        ResourceIdentity identity,
        CancellationToken cancellationToken
    ) =>
        session.Owners.IsMadeElsewhere(identity)
            ? session.Log.WarnAsync(
                identity.Urn,
                ErrorCode.Append(
                    "Another run of this program makes this resource at this moment, and this state does not have it. Wait for that run: up refuses "
                        + "while it goes on, and takes over what it leaves if it was killed",
                    "made-elsewhere"
                ),
                cancellationToken
            )
            : Task.CompletedTask;

    /// <summary>Adds a failure, or warns where the object may be the one to replace; its create then refuses what it still finds.</summary>
    public async Task RunAsync(
        CheckCall call,
        string property,
        OwnedObject found,
        CancellationToken cancellationToken,
        string hint = ""
    )
    {
        // The planner has told of a run that makes it at this moment.
        if (
            session.Owners.IsPending(call.Identity, found.Tag)
            || session.Owners.IsMadeElsewhere(call.Identity)
        )
        {
            return;
        }

        if (!session.Owners.MayBeReplaced(call.Identity, found))
        {
            var reason = session.Owners.Reason(call.Identity, found);
            // The other resource may be about to give it up, but not before this one takes it.
            var isMoving = !call.IsNew && call.Identity.IsOfStack(found.Tag);
            var order = isMoving
                ? "; if this program gives it up, do that in a run of its own first"
                : "";
            call.Failures.Add(property, reason + hint + order, Owners.CodeOf(found));
            return;
        }

        await session.Log.WarnAsync(
            call.Identity.Urn,
            ErrorCode.Append(
                $"{property}: {found.Name} exists already, made by {found.Tag?.Describe()}. Nothing has to be done if this run replaces it "
                    + "(`--replace`, `state taint`) and the resource has the option `deleteBeforeReplace`. Otherwise up refuses, because both "
                    + $"cannot exist at once: set that option, {Owners.WaysOut}",
                Owners.CodeOf(found)
            ),
            cancellationToken
        );
    }

    /// <summary>The failure of a create that finds the object of another state, or that of the resource it replaces.</summary>
    public HostException Refuse(ResourceIdentity identity, OwnedObject found) =>
        session.Owners.MayBeReplaced(identity, found)
            ? new(
                Owners.CodeOf(found),
                $"{session.Owners.Refuse(identity, found).Message.TrimEnd('.')}; {DeleteFirst}."
            )
            : session.Owners.Refuse(identity, found);
}
