using System.Threading.Channels;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>Waits until a guest reports that its configuration is applied.</summary>
internal sealed class GuestWait(ProviderSession session)
{
    /// <summary>The code of the error that a guest could not configure itself and kept its former system.</summary>
    public const string GuestFailed = "guest-failed";

    /// <summary>The time in which a guest whose last report was a failure may report that it recovered.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(10);

    /// <summary>The delay before a channel that ended is opened again while the guest runs.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits and returns that report.</summary>
    /// <exception cref="HostException">The guest failed, died or took too long; the message has its last report.</exception>
    public async Task<GuestReport> RunAsync(GuestWaitCall call, CancellationToken cancellationToken)
    {
        var ready = await WaitAsync(call, cancellationToken);
        if (ready.FailedUnits.Length > 0)
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The guest '{call.GuestName}' is configured, but some of its units failed: {ready.FailedUnits.Replace(" ", ", ", StringComparison.Ordinal)}. "
                    + "Read in the guest what they say: systemctl status and journalctl -u.",
                cancellationToken
            );
        }

        return ready;
    }

    private async Task<GuestReport> WaitAsync(
        GuestWaitCall call,
        CancellationToken cancellationToken
    )
    {
        var former = GuestJournal.Of(session.Host, call.Uuid).Read();
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

        return await ListenAsync(call, chance, last, cancellationToken);
    }

    private async Task<GuestReport> ListenAsync(
        GuestWaitCall call,
        SecondChance chance,
        GuestReport? last,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(LimitOf(call, last), session.Clock);
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
            throw last is { IsFailed: true }
                ? Failed(call, last)
                : await FindStopAsync(call, cancellationToken) ?? TimedOut(call, last, e);
        }

        void Note(GuestReport report)
        {
            last = report;
            chance.Note(report);
            loop.Heard();
        }
    }

    private static TimeSpan LimitOf(GuestWaitCall call, GuestReport? last) =>
        last is { IsFailed: true } && call.Timeout > SecondLook ? SecondLook : call.Timeout;

    /// <summary>Reads until the ready report arrives, however often the channel ends.</summary>
    private async Task<GuestReport> ListenAsync(
        GuestWaitCall call,
        SecondChance chance,
        Action<GuestReport> note,
        Func<GuestReport?> last,
        CancellationToken cancellationToken
    )
    {
        var intake = new ReportIntake(session, call);
        while (true)
        {
            await chance.GiveAsync(cancellationToken);
            await using (
                var reader = new GuestReportReader(session, call.Uuid, intake, cancellationToken)
            )
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

    /// <summary>The ready report; <c>null</c> when the channel ended first or the guest must try again.</summary>
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
            session.Log.Status(call.Identity.Urn, $"guest {report.Brief()}");
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

    /// <summary>Why the guest cannot report anything, such as a full disk that has paused it; <c>null</c> when it runs.</summary>
    private async Task<HostException?> FindStopAsync(
        GuestWaitCall call,
        CancellationToken cancellationToken
    ) =>
        await session.Host.Domains.ReadAsync(call.Uuid, cancellationToken) is { } reading
            ? await new PowerCheck(session).FindStopAsync(
                call.GuestName,
                reading,
                cancellationToken
            )
            : null;

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
                    + $"QEMU's log is in /var/log/libvirt/qemu. {ConsoleOf(call)}"
            );
        }

        if (domain is not { State: DomainState.Running or DomainState.Blocked })
        {
            throw new HostException(
                "guest-died",
                $"The guest '{call.GuestName}' powered off before it reported itself configured; {LastWords(last)}. "
                    + ConsoleOf(call)
            );
        }
    }

    private HostException Loops(GuestWaitCall call, GuestReport? last, Exception cause) =>
        new(
            "guest-boot-loop",
            $"The guest '{call.GuestName}' has restarted {BootLoopWatch.MostResets} times in a row without a report; {LastWords(last)}. "
                + $"Its kernel panics early, or its disk does not boot; check that firmware fits the image. {ConsoleOf(call)}",
            cause
        );

    private HostException TimedOut(GuestWaitCall call, GuestReport? last, Exception cause) =>
        new(
            "guest-timeout",
            $"The guest '{call.GuestName}' did not report itself configured within {DurationText.Format(call.Timeout)}; {LastWords(last)}. "
                + $"If it needs longer, raise waitTimeout. {ConsoleOf(call)}",
            cause
        );

    private HostException Failed(GuestWaitCall call, GuestReport report) =>
        new(
            GuestFailed,
            $"The guest '{call.GuestName}' could not configure itself: {report.Describe()}. Fix its configuration and run up again. "
                + ConsoleOf(call)
        );

    private string ConsoleOf(GuestWaitCall call) =>
        new ConsoleFiles(session.Host).Describe(call.GuestName);

    private static string LastWords(GuestReport? last) =>
        last is null ? "it reported nothing" : $"its last report was \"{last.Describe()}\"";
}
