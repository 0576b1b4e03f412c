using System.Threading.Channels;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>Waits until a guest reports that its configuration is in force.</summary>
internal sealed class GuestWait(ProviderSession session)
{
    /// <summary>The code of the error that a guest says it could not configure itself: it is on the system it had.</summary>
    public const string GuestFailed = "guest-failed";

    /// <summary>A guest that had failed when a former run left it gets this long to say that it has mended itself.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(10);

    /// <summary>How soon a channel that ended is opened again while the guest still runs.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    /// <summary>The report that says so.</summary>
    /// <exception cref="HostException">The guest failed, died or took too long; with its own last words.</exception>
    public async Task<GuestReport> RunAsync(GuestWaitCall call, CancellationToken cancellationToken)
    {
        var former = GuestJournal.Of(session.Host.Options, call.Uuid).Read();
        GuestReport? last = former.LastOrDefault(call.Counts);
        if (last is { IsReady: true })
        {
            return last;
        }

        var chance = new SecondChance(session, call);
        if (chance.Take(last))
        {
            last = null;
        }

        var limit =
            last is { IsFailed: true } && call.Timeout > SecondLook ? SecondLook : call.Timeout;
        using var timeout = new CancellationTokenSource(limit, session.Clock);
        await using var loop = await BootLoopWatch.StartAsync(
            session,
            call.Uuid,
            cancellationToken
        );
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            loop.Found,
            cancellationToken
        );
        try
        {
            return await ListenAsync(call, chance, Note, () => last, linked.Token);
        }
        catch (OperationCanceledException e)
            when (loop.Found.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Loops(call, last, e);
        }
        catch (OperationCanceledException e)
            when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw last is { IsFailed: true } ? Failed(call, last) : TimedOut(call, last, e);
        }

        void Note(GuestReport report)
        {
            last = report;
            chance.Note(report);
            loop.Heard();
        }
    }

    /// <summary>The ready report, however often the channel ends on the way.</summary>
    private async Task<GuestReport> ListenAsync(
        GuestWaitCall call,
        SecondChance chance,
        Action<GuestReport> note,
        Func<GuestReport?> last,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await chance.GiveAsync(cancellationToken);
            await using (var reader = new GuestReportReader(session, call.Uuid, cancellationToken))
            {
                if (
                    await FindReadyAsync(call, reader.Reports, chance, note, cancellationToken) is
                    { } ready
                )
                {
                    return ready;
                }
            }

            if (!chance.IsDue)
            {
                await RequireRunningAsync(call, last(), cancellationToken);
                await Task.Delay(Retry, session.Clock, cancellationToken);
            }
        }
    }

    /// <summary>The ready report, or <c>null</c> when the channel ended without one, or when the guest is to try again.</summary>
    private async Task<GuestReport?> FindReadyAsync(
        GuestWaitCall call,
        ChannelReader<GuestReport> reports,
        SecondChance chance,
        Action<GuestReport> note,
        CancellationToken cancellationToken
    )
    {
        await foreach (var report in reports.ReadAllAsync(cancellationToken))
        {
            if (!call.Counts(report))
            {
                continue;
            }

            note(report);
            session.Log.Status(call.Identity.Urn, $"guest {report.Describe()}");
            if (chance.Take(report))
            {
                return null;
            }

            if (report.IsFailed)
            {
                throw Failed(call, report);
            }

            if (report.IsReady)
            {
                return report;
            }
        }

        return null;
    }

    private async Task RequireRunningAsync(
        GuestWaitCall call,
        GuestReport? last,
        CancellationToken cancellationToken
    )
    {
        var domain = await session.Host.Domains.FindAsync(call.Uuid, cancellationToken);
        if (domain is { HasCrashed: true })
        {
            throw new HostException(
                "guest-crashed",
                $"The guest '{call.GuestName}' crashed before it reported itself configured; {LastWords(last)}. "
                    + "Look at its console (output consolePath) and at QEMU's log in /var/log/libvirt/qemu."
            );
        }

        if (domain is not { State: DomainState.Running or DomainState.Blocked })
        {
            throw new HostException(
                "guest-died",
                $"The guest '{call.GuestName}' powered off before it reported itself configured; {LastWords(last)}. "
                    + "Look at its console (output consolePath)."
            );
        }
    }

    private static HostException Loops(GuestWaitCall call, GuestReport? last, Exception cause) =>
        new(
            "guest-boot-loop",
            $"The guest '{call.GuestName}' has restarted {BootLoopWatch.MostResets} times in a row without a word; {LastWords(last)}. "
                + "Its kernel panics early, or its disk does not boot: look at its console (output consolePath), and see that firmware fits the image.",
            cause
        );

    private static HostException TimedOut(GuestWaitCall call, GuestReport? last, Exception cause) =>
        new(
            "guest-timeout",
            $"The guest '{call.GuestName}' did not report itself configured within {DurationText.Format(call.Timeout)}; {LastWords(last)}. "
                + "Look at its console (output consolePath), or raise waitTimeout.",
            cause
        );

    private static HostException Failed(GuestWaitCall call, GuestReport report) =>
        new(
            GuestFailed,
            $"The guest '{call.GuestName}' could not configure itself: {report.Describe()}. Mend its configuration and run up again; "
                + "its console (output consolePath) has the whole story."
        );

    private static string LastWords(GuestReport? last) =>
        last is null ? "it reported nothing" : $"its last report was \"{last.Describe()}\"";
}
