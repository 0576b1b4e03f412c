using System.Threading.Channels;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>Reads a guest's reports in the background and adds each new one to the journal.</summary>
internal sealed class GuestReportReader : IAsyncDisposable
{
    private const int MostWaiting = 100;
    private readonly Channel<GuestReport> _reports = Channel.CreateBounded<GuestReport>(
        MostWaiting
    );
    private readonly CancellationTokenSource _stop;
    private readonly Task _pump;

    /// <summary>Starts reading, until the guest powers off.</summary>
    public GuestReportReader(
        ProviderSession session,
        Guid uuid,
        ReportIntake intake,
        CancellationToken cancellationToken
    )
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pump = PumpAsync(session, uuid, intake, _stop.Token);
    }

    /// <summary>The reports as they arrive; errors of the reading are thrown here.</summary>
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
        ReportIntake intake,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (
                var line in session.Host.Domains.ReadChannelAsync(
                    uuid,
                    DevicesXml.BootstrapChannel,
                    cancellationToken
                )
            )
            {
                if (await intake.TakeAsync(line, cancellationToken) is { } report)
                {
                    await _reports.Writer.WriteAsync(report, cancellationToken);
                }
            }

            _reports.Writer.Complete();
        }
        catch (Exception e)
        {
            // The error is passed to whoever reads the reports.
            _reports.Writer.Complete(e);
        }
    }
}
