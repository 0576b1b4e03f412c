using System.Diagnostics;
using System.Globalization;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// Measures what a guest costs the provider, without engine and program. `make bench` runs it; it prints times and asserts only success.
/// </summary>
[Category("Benchmark")]
[CancelAfter(600_000)]
internal sealed class GuestBenchmark
{
    [TestCase(20)]
    public async Task Overlays_and_definitions(int guests)
    {
        await using var real = new RealHost();
        var image = Path.Combine(real.Stack.Directory, "base.qcow2");
        await RealHost.RunAsync("qemu-img", "create", "-q", "-f", "qcow2", image, "512M");
        // The first guest pays for what is read and made once.
        await MakeAsync(real, image, guests);
        var before = real.Host.LibvirtCalls;
        var (disks, definitions) = (new List<double>(), new List<double>());
        for (var i = 0; i < guests; i++)
        {
            var (disk, definition) = await MakeAsync(real, image, i);
            disks.Add(disk);
            definitions.Add(definition);
        }

        var calls = real.Host.LibvirtCalls.All - before.All;
        await PrintAsync(
            $"overlay {Middle(disks):0.0} ms and definition {Middle(definitions):0.0} ms for each guest, one after the other; {calls / guests} calls to libvirt"
        );
        var tools = await ByToolsAsync(real, image);
        await PrintAsync($"qemu-img and virsh: {tools:0.0} ms for both");

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable.Range(guests + 1, guests).Select(i => MakeAsync(real, image, i))
        );
        var together = clock.Elapsed.TotalMilliseconds / guests;
        await PrintAsync(
            $"all at once: {together:0.0} ms for each guest; ratio to a loop of the tools {together / tools:0.00}"
        );
    }

    private static async Task<(double Disk, double Definition)> MakeAsync(
        RealHost real,
        string image,
        int number
    )
    {
        var name = $"{real.Prefix}-{number}";
        var clock = Stopwatch.StartNew();
        var disk = await real.Stack.UpAsync(
            "OverlayDisk",
            name,
            PropertyMap.Of(("image", image), ("size", "1GiB"))
        );
        var made = clock.Elapsed.TotalMilliseconds;
        var disks = PropertyValue.List(PropertyMap.Of(("path", disk.Id), ("serial", "root")));
        var inputs = PropertyMap.Of(
            ("memory", "32MiB"),
            ("running", false),
            ("disks", disks),
            ("networks", PropertyValue.List(PropertyMap.Of(("bridge", "nixhost0")))),
            ("autostart", false)
        );
        await real.Stack.UpAsync("NixGuest", name, inputs);
        return (made, clock.Elapsed.TotalMilliseconds - made);
    }

    /// <summary>The median of three.</summary>
    private static async Task<double> ByToolsAsync(RealHost real, string image)
    {
        var times = new List<double>();
        var xml = Path.Combine(real.Stack.Directory, "guest.xml");
        for (var i = 0; i < 3; i++)
        {
            var name = $"{real.Prefix}-tools-{i}";
            await File.WriteAllTextAsync(
                xml,
                $"<domain type='qemu'><name>{name}</name><memory unit='MiB'>32</memory><os><type machine='q35'>hvm</type></os></domain>"
            );
            var clock = Stopwatch.StartNew();
            await RealHost.RunAsync(
                "qemu-img",
                ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", image, $"{image}-{i}", "1G"]
            );
            await RealHost.VirshAsync("define", "--validate", xml);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Middle(times);
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Task PrintAsync(FormattableString text) =>
        TestContext.Out.WriteLineAsync("measured: " + text.ToString(CultureInfo.InvariantCulture));
}
