using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// A guest tries a configuration a few times and then never again, not even when it boots. One that had given up before this wait began is
/// told to try once more: what was in its way, such as a missing disk, may be mended now.
/// </summary>
internal sealed class SecondChance(ProviderSession session, GuestWaitCall call)
{
    private bool _isTried;

    /// <summary>Whether the guest is still to be told.</summary>
    public bool IsDue { get; private set; }

    /// <summary>The guest has said something.</summary>
    public void Note(GuestReport report) => _isTried |= report.Phase == "stage";

    /// <summary>Whether a guest that has failed has not tried since the wait began, and can be told to.</summary>
    public bool Take(GuestReport? report)
    {
        if (_isTried || call.ConfigHash is null || report is not { IsFailed: true, Listens: true })
        {
            return false;
        }

        return _isTried = IsDue = true;
    }

    /// <summary>Tells the guest, if that is due; nobody may read its channel meanwhile.</summary>
    public async Task GiveAsync(CancellationToken cancellationToken)
    {
        if (IsDue)
        {
            IsDue = false;
            session.Log.Status(call.Identity.Urn, "telling the guest to try again");
            await ConfigChange.TellAsync(session, call.Uuid, call.ConfigHash, cancellationToken);
        }
    }
}
