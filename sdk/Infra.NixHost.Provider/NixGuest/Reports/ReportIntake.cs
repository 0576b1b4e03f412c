using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// Takes in the lines of one guest, each report once. It bounds how many a guest can have read and kept, and warns once about lines that
/// are no reports.
/// </summary>
internal sealed class ReportIntake
{
    /// <summary>A guest may send its whole journal of 200 reports at once, twice over.</summary>
    public const int Burst = 500;

    /// <summary>The lines that are taken in per second after the burst; a bootstrap sends one in two seconds.</summary>
    public const int PerSecond = 20;

    private const int MostBoots = 1000;
    private readonly Dictionary<string, long> _highest = [];
    private readonly ProviderSession _session;
    private readonly GuestWaitCall _call;
    private readonly GuestJournal _journal;
    private double _allowance = Burst;
    private long _countedAt;
    private bool _hasWarned;
    private bool _isJournalLost;

    /// <summary>Starts after the reports that the journal has.</summary>
    public ReportIntake(ProviderSession session, GuestWaitCall call)
    {
        (_session, _call) = (session, call);
        _journal = GuestJournal.Of(session.Host, call.Uuid);
        _countedAt = session.Clock.GetTimestamp();
        foreach (var report in _journal.Read())
        {
            IsNew(report);
        }
    }

    /// <summary>The report of a line, which is then in the journal; <c>null</c> for one that is known, not valid or one too many.</summary>
    public async Task<GuestReport?> TakeAsync(string line, CancellationToken cancellationToken)
    {
        if (!IsAllowed())
        {
            await WarnAsync($"it sends more than {PerSecond} lines a second", cancellationToken);
            return null;
        }

        var (report, fault) = GuestReportParser.Parse(line);
        if (fault.Length > 0)
        {
            await WarnAsync(fault, cancellationToken);
        }

        if (report is null || !IsNew(report))
        {
            return null;
        }

        try
        {
            _journal.Append(report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HostException)
        {
            // The report counts all the same; only a run after this one would have to hear it again.
            await WarnOfJournalAsync(e, cancellationToken);
        }

        return report;
    }

    private bool IsAllowed()
    {
        var passed = _session.Clock.GetElapsedTime(_countedAt);
        _countedAt = _session.Clock.GetTimestamp();
        _allowance = Math.Min(Burst, _allowance + passed.TotalSeconds * PerSecond);
        if (_allowance < 1)
        {
            return false;
        }

        _allowance--;
        return true;
    }

    /// <summary>The numbers of a boot's reports rise, and a guest repeats reports because nobody may have listened the first time.</summary>
    private bool IsNew(GuestReport report)
    {
        if (report.Sequence <= _highest.GetValueOrDefault(report.Boot, -1))
        {
            return false;
        }

        if (_highest.Count >= MostBoots)
        {
            _highest.Clear();
        }

        _highest[report.Boot] = report.Sequence;
        return true;
    }

    private async Task WarnOfJournalAsync(Exception failure, CancellationToken cancellationToken)
    {
        if (_isJournalLost)
        {
            return;
        }

        _isJournalLost = true;
        await _session.Log.WarnAsync(
            _call.Identity.Urn,
            $"The reports of the guest '{_call.GuestName}' cannot be kept in {_session.Host.Options.StateDirectory}: {failure.Message} "
                + "This run goes on with them. Free space or restore the directory before the next one.",
            cancellationToken
        );
    }

    private async Task WarnAsync(string fault, CancellationToken cancellationToken)
    {
        if (_hasWarned)
        {
            return;
        }

        _hasWarned = true;
        await _session.Log.WarnAsync(
            _call.Identity.Urn,
            $"The guest '{_call.GuestName}' sent a line that is not a valid report: {fault}. Invalid parts are ignored, without further warnings. "
                + "See that its bootstrap is the one of its image.",
            cancellationToken
        );
    }
}
