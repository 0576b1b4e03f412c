using System.Threading.Channels;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>Reads a guest's reports in the background, each once, and journals them.</summary>
internal sealed class GuestReportReader : IAsyncDisposable
{
    private readonly Channel<GuestReport> _reports = Channel.CreateUnbounded<GuestReport>();
    private readonly CancellationTokenSource _stop;
    private readonly Task _pump;

    /// <summary>Starts reading; ends when the guest powers off.</summary>
    public GuestReportReader(
        ProviderSession session,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pump = PumpAsync(session, uuid, _stop.Token);
    }

    /// <summary>The reports as they come; the errors of reading come out here.</summary>
    public ChannelReader<GuestReport> Reports => _reports.Reader;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pump;
        _stop.Dispose();
    }

    private async Task PumpAsync(
        ProviderSession session,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        var journal = GuestJournal.Of(session.Host.Options, uuid);
        try
        {
            var seen = journal.Read().Select(r => (r.Boot, r.Sequence)).ToHashSet();
            await foreach (
                var line in session.Host.Domains.ReadChannelAsync(
                    uuid,
                    DevicesXml.BootstrapChannel,
                    cancellationToken
                )
            )
            {
                // A guest says everything again at each boot, because nobody may have listened the first time.
                if (
                    GuestReport.TryParse(line) is { } report
                    && seen.Add((report.Boot, report.Sequence))
                )
                {
                    journal.Append(line);
                    await _reports.Writer.WriteAsync(report, cancellationToken);
                }
            }

            _reports.Writer.Complete();
        }
        catch (Exception e)
        {
            // Handed to whoever reads the reports.
            _reports.Writer.Complete(e);
        }
    }
}
