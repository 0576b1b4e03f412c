using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A booting Linux misses requests, and gets them as soon as it has booted. On real libvirt.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class BootingGuestTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private PropertyMap _system = null!;
    private string _name = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-boot";
        _system = PropertyMap.Of(
            ("path", await _real.MakeSystemDiskAsync("boot")),
            ("serial", "os")
        );
        _inputs = PropertyMap.Of(
            ("memory", "128MiB"),
            ("disks", PropertyValue.List(_system)),
            ("autostart", false)
        );
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task It_powers_itself_off()
    {
        var guest = await _real.Stack.UpAsync(Type, _name, _inputs);

        var powersItselfOff = await _real.Host.Domains.StopAsync(
            Guid.Parse(guest.Id),
            TimeSpan.FromMinutes(3),
            CancellationToken.None
        );

        Assert.That(powersItselfOff, Is.True);
    }

    [Test]
    public async Task It_lets_a_disk_go()
    {
        var data = PropertyMap.Of(("path", await _real.MakeDiskAsync("data")), ("serial", "data"));
        await _real.Stack.UpAsync(
            Type,
            _name,
            _inputs.With("disks", PropertyValue.List(_system, data))
        );
        var run = await RealHost.RunIdAsync(_name);

        await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That((await _real.DomainAsync(_name)).LiveXml, Does.Not.Contain("data</serial>"));
        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(run));
    }
}
