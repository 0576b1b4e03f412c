using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A wait ends early with the reason when its event can no longer come. On real libvirt.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class WaitTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";

    [SetUp]
    public void Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-wait";
        _inputs = PropertyMap.Of(
            ("memory", "32MiB"),
            ("waitFor", "configured"),
            ("waitTimeout", "4m"),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_guest_that_boots_over_and_over_is_noticed()
    {
        // The BIOS resets when it finds nothing to boot.
        const string Loop = "<os><bios rebootTimeout='0'/></os>";

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            _real.Stack.UpAsync(Type, _name, _inputs.With("extraXml", Loop))
        );

        Assert.That(failure!.Message, Does.Contain("5 times in a row without a report"));
    }

    [Test]
    public async Task A_guest_whose_machine_dies_is_noticed()
    {
        var up = _real.Stack.UpAsync(Type, _name, _inputs);
        await RunningAsync();
        var pid = await File.ReadAllTextAsync($"/run/libvirt/qemu/{_name}.pid");
        await RealHost.RunAsync("kill", "-9", pid.Trim());

        var failure = await Assert.ThrowsAsync<InitFailedException>(() => up);

        Assert.That(failure!.Message, Does.Contain("crashed before it reported itself configured"));
    }

    private Task RunningAsync() =>
        Wait.UntilAsync(
            async () =>
                await _real.Host.Domains.FindAsync(_name, CancellationToken.None)
                    is { State: NixHost.Hosts.Libvirt.DomainState.Running },
            () => $"{_name} does not run"
        );
}
