using System.Diagnostics;
using System.Globalization;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// Compares many guests made by the command line with a shell loop that makes the same ones from finished definitions. `make bench` runs it;
/// it prints times and asserts only success.
/// </summary>
[Category("Benchmark")]
[NonParallelizable]
[CancelAfter(900_000)]
public sealed class FleetBenchmark
{
    private const int Runs = 3;

    /// <summary>The script makes an overlay for each guest, defines it, and starts it if it is to run.</summary>
    private const string Loop = """
        set -e
        for xml in /run/fleet/*.xml; do
            disk=$(sed -n "s|.*<source file='\(/var/lib[^']*\)'.*|\1|p" "$xml" | head -n 1)
            qemu-img create -q -f qcow2 -F qcow2 -b "$1" "$disk" 1G
            virsh -q -c qemu:///system define --validate "$xml"
            [ "$2" = false ] || virsh -q -c qemu:///system start "$(basename "$xml" .xml)"
        done
        """;

    private const string Save = """
        set -e
        mkdir -p /run/fleet
        for name in $(virsh -c qemu:///system list --all --name); do
            virsh -c qemu:///system dumpxml --inactive "$name" > "/run/fleet/$name.xml"
        done
        """;

    private const string Remove = """
        for name in $(virsh -c qemu:///system list --name); do virsh -q -c qemu:///system destroy "$name"; done
        for name in $(virsh -c qemu:///system list --all --name); do virsh -q -c qemu:///system undefine "$name"; done
        rm -f /var/lib/libvirt/images/*-*.qcow2
        """;

    private LabHost _lab = null!;
    private Stack _stack = null!;
    private string _base = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await Stack.CreateAsync(_lab);
        _base = Path.Combine(_lab.Directory, "base.qcow2");
        await _lab.RunAsync("qemu-img", "create", "-q", "-f", "qcow2", _base, "512M");
        await _stack.ConfigureAsync("backing", _base);
    }

    [TearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [TestCase(20, false)]
    [TestCase(20, true)]
    public async Task Guests_made_at_once(int guests, bool running)
    {
        await _stack.ConfigureAsync("running", running ? "true" : "false");
        var (starts, ours, theirs) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            await _stack.ConfigureAsync("guests", "0");
            (await _stack.UpAsync()).Succeeded();
            starts.Add(await TimeAsync(() => _stack.UpAsync()));
            await _stack.ConfigureAsync("guests", $"{guests}");
            ours.Add(await TimeAsync(() => _stack.UpAsync()));
            (await _lab.RunAsync("bash", "-c", Save)).Succeeded();
            (await _stack.DestroyAsync()).Succeeded();
            theirs.Add(
                await TimeAsync(() =>
                    _lab.RunAsync("bash", "-c", Loop, "bash", _base, running ? "true" : "false")
                )
            );
            (await _lab.RunAsync("bash", "-c", Remove)).Succeeded();
        }

        var (start, up, loop) = (Middle(starts), Middle(ours), Middle(theirs));
        var what = running ? "made and started" : "made";
        await PrintAsync(
            $"{guests} guests {what}: {up:0.00} s by up, {start:0.00} s of them for the programs and no guest at all"
        );
        await PrintAsync($"the same by a shell loop of qemu-img and virsh: {loop:0.00} s");
        await PrintAsync(
            $"ratio: {up / loop:0.00}, without the programs {(up - start) / loop:0.00}"
        );
    }

    [TestCase(50)]
    public async Task Guests_that_stay_as_they_are(int guests)
    {
        await _stack.ConfigureAsync("running", "false");
        (await _stack.RunAsync("stack", "init", "none", "--no-select")).Succeeded();
        (await _stack.RunAsync("config", "set", "guests", "0", "--stack", "none")).Succeeded();
        (await _stack.UpAsync("--stack", "none")).Succeeded();
        await _stack.ConfigureAsync("guests", $"{guests}");
        (await _stack.UpAsync()).Succeeded();
        string[] unchanged = ["--expect-no-changes"];
        var (starts, ups) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            starts.Add(await TimeAsync(() => _stack.UpAsync([.. unchanged, "--stack", "none"])));
            ups.Add(await TimeAsync(() => _stack.UpAsync(unchanged)));
        }

        var preview = await MiddleAsync(() => _stack.PreviewAsync("--expect-no-changes"));
        var refresh = await MiddleAsync(() =>
            _stack.RunAsync("refresh", "--yes", "--skip-preview")
        );
        await PrintAsync(
            $"up of {guests} guests without changes: {Middle(ups):0.00} s, {Middle(starts):0.00} s of them for the programs and no guest at all"
        );
        await PrintAsync($"preview of them: {preview:0.00} s; refresh: {refresh:0.00} s");
    }

    private static async Task<double> MiddleAsync(Func<Task<CommandResult>> command)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            times.Add(await TimeAsync(command));
        }

        return Middle(times);
    }

    private static async Task<double> TimeAsync(Func<Task<CommandResult>> command)
    {
        var clock = Stopwatch.StartNew();
        (await command()).Succeeded();
        return clock.Elapsed.TotalSeconds;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Task PrintAsync(FormattableString text) =>
        TestContext.Out.WriteLineAsync("measured: " + text.ToString(CultureInfo.InvariantCulture));
}
