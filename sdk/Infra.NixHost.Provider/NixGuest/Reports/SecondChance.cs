using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// Tells a guest that gave up before this wait began to try once more: its obstacle, such as a missing disk, may be gone. Without that a guest
/// tries a configuration a few times and then never again.
/// </summary>
internal sealed class SecondChance(ProviderSession session, GuestWaitCall call)
{
    private bool _isTried;

    /// <summary>Whether the guest must still be told.</summary>
    public bool IsDue { get; private set; }

    /// <summary>Notes a report of the guest.</summary>
    public void Note(GuestReport report) => _isTried |= report.Phase == "stage";

    /// <summary>Whether the guest failed, has not tried since the wait began, and can be told to.</summary>
    public bool Take(GuestReport? report)
    {
        if (_isTried || call.ConfigHash is null || report is not { IsFailed: true, Listens: true })
        {
            return false;
        }

        return _isTried = IsDue = true;
    }

    /// <summary>Tells the guest, if that is due. The channel must have no reader meanwhile.</summary>
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
