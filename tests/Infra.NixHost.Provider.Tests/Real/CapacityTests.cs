using Infra.NixHost.Hosts.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>What runs on a real host counts beside what the program wants.</summary>
[Category("Real")]
[NonParallelizable]
internal sealed class CapacityTests
{
    private RealHost _real = null!;

    [SetUp]
    public void SetUp() => _real = new();

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_guest_of_somebody_else_counts_while_it_runs()
    {
        var support = await _real.Host.Facts.ReadSupportAsync(default);
        var total = support.Memory.Total - support.Memory.HugePages;
        var inputs = (await _real.MachineAsync())
            .With("memory", $"{total - (48L << 20)}")
            .With("networks", PropertyValue.List());
        await _real.Stack.FailuresOfAsync("NixGuest", $"{_real.Prefix}-web", inputs);
        Assert.That(Told(), Has.None.Contains("[capacity-memory]"));

        await StartOtherAsync();
        _real.Stack.Restart();
        await _real.Stack.FailuresOfAsync("NixGuest", $"{_real.Prefix}-web", inputs);

        Assert.That(
            Told().Where(w => w.EndsWith("[capacity-memory]", StringComparison.Ordinal)),
            Has.Exactly(1).Contains(": 101 %, and the limit is 100 %")
        );
        // Guests of others may run on this host, too.
        Assert.That(Told(), Has.Some.Matches("other guests have [1-9]"));
    }

    private IReadOnlyList<string> Told() => [.. _real.Stack.Log.Warnings];

    private async Task StartOtherAsync()
    {
        DomainInfo other = await _real.Host.Domains.DefineAsync(
            $"<domain type='qemu'><name>{_real.Prefix}-other</name><memory unit='MiB'>64</memory>"
                + "<os><type arch='x86_64'>hvm</type></os></domain>",
            default
        );
        await _real.Host.Domains.StartAsync(other.Uuid, default);
    }
}
