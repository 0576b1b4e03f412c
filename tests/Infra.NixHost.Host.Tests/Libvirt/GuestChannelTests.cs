using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

/// <summary>A guest's channel without an operating system in the guest: what can be known before anything is written.</summary>
[Category("Real")]
internal sealed class GuestChannelTests
{
    private const string Channel = "nixhost.report";
    private static readonly CancellationToken None = CancellationToken.None;
    private LibvirtHost _host;
    private DomainInfo _domain;

    [SetUp]
    public async Task SetUp()
    {
        _host = new(LibvirtHost.Real, events: true);
        _domain = await _host.Domains.DefineAsync(DomainXml(), None);
    }

    [TearDown]
    public async Task TearDown() => await _host.DisposeAsync();

    [Test]
    [CancelAfter(60_000)]
    public async Task Reading_ends_when_the_guest_goes_off(CancellationToken cancellationToken)
    {
        await _host.Domains.StartAsync(_domain.Uuid, cancellationToken);

        var reading = ReadAsync(cancellationToken);
        await _host.Domains.StopAsync(_domain.Uuid, TimeSpan.Zero, cancellationToken);

        Assert.That(await reading, Is.Empty);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Reading_ends_at_once_when_the_guest_is_off(
        CancellationToken cancellationToken
    ) => Assert.That(await ReadAsync(cancellationToken), Is.Empty);

    [Test]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        await _host.Domains.StartAsync(_domain.Uuid, None);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Expect.CancelledAsync(() => ReadAsync(stop.Token));

        // A reader that gave up must have released the channel.
        using var again = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Expect.CancelledAsync(() => ReadAsync(again.Token));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_guest_that_does_not_listen_can_be_told_and_leaves_the_channel_to_the_next(
        CancellationToken cancellationToken
    )
    {
        await _host.Domains.StartAsync(_domain.Uuid, cancellationToken);

        await _host.Domains.TellAsync(_domain.Uuid, Channel, "hello", cancellationToken);

        using var again = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Expect.CancelledAsync(() => ReadAsync(again.Token));
    }

    private async Task<List<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (
            var line in _host.Domains.ReadChannelAsync(_domain.Uuid, Channel, cancellationToken)
        )
        {
            lines.Add(line);
        }

        return lines;
    }

    private string DomainXml() =>
        $"""
            <domain type='qemu'>
              <name>{_host.Name}</name>
              <memory unit='MiB'>32</memory>
              <os><type arch='x86_64'>hvm</type></os>
              <devices>
                <channel type='unix'><target type='virtio' name='{Channel}'/></channel>
              </devices>
            </domain>
            """;
}
