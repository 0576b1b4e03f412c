using System.Diagnostics;
using System.Globalization;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// What distance to hosts costs: previews of guests behind lines with a delay, beside the same guests on the program's machine, and what is sent.
/// `make bench` runs it; it prints and asserts only success.
/// </summary>
[Category("Benchmark")]
[NonParallelizable]
[CancelAfter(1_800_000)]
public sealed class HostBenchmark
{
    private const int Runs = 3;
    private const int Distance = 50;

    [TestCase(20, 2)]
    [TestCase(50, 3)]
    public async Task Preview_of_guests_without_changes(int guests, int hosts)
    {
        var here = await LocallyAsync(guests);
        string[] names = [.. Enumerable.Range(1, hosts).Select(i => $"host{i}")];
        await using var lan = await LabLan.StartAsync(names);
        var lines = new List<SlowLine>();
        try
        {
            foreach (var name in names)
            {
                lines.Add(await lan.LeadAsync(name));
            }

            var stack = await CreateAsync(lan.Operator, guests, string.Join(' ', names));
            var near = await PreviewAsync(stack);
            lines.ForEach(line => line.RoundTrip = TimeSpan.FromMilliseconds(Distance));
            var before = lines.ConvertAll(line => line.Count);
            var far = await PreviewAsync(stack);
            await PrintAsync(
                $"preview of {guests} guests without changes: {here:0.00} s on the program's machine, {near:0.00} s on {hosts} hosts, {far:0.00} s on hosts that are {Distance} ms away"
            );
            await PrintAsync(
                $"of the distance: {far - near:0.00} s, as {(far - near) * 1000 / Distance:0} round trips one after the other"
            );
            for (var i = 0; i < hosts; i++)
            {
                var after = lines[i].Count;
                await PrintAsync(
                    $"{names[i]}: {(after.Turns - before[i].Turns) / Runs} turns, {(after.Up - before[i].Up) / Runs / 1024} KiB there, {(after.Down - before[i].Down) / Runs / 1024} KiB back"
                );
            }
        }
        finally
        {
            foreach (var line in lines)
            {
                await line.DisposeAsync();
            }
        }
    }

    [Test]
    public async Task Changed_config_folder()
    {
        await using var lan = await LabLan.StartAsync("attic");
        await using var line = await lan.LeadAsync("attic");
        var stack = await CreateAsync(lan.Operator, guests: 1, "attic");
        var unchanged = await SentAsync(line, stack);
        await File.WriteAllTextAsync(Path.Combine(stack.ConfigDirectory, "hostname"), "other\n");

        var changed = await SentAsync(line, stack);

        await PrintAsync(
            $"bytes sent by up for a config folder of which one file has changed: {changed}, and {unchanged} for one without changes"
        );
    }

    /// <summary>The images are what no compression makes smaller, and all copies go over one kind of line. A small one tells what is no copying.</summary>
    [Test]
    public async Task Image_copied_to_a_host()
    {
        await using var lan = await LabLan.StartAsync("attic");
        await using var line = await lan.LeadAsync("attic");
        var stack = await CreateAsync(lan.Operator, guests: 0, "attic");
        (await stack.DestroyAsync()).Succeeded();
        var large = await AddAsync(lan.Operator, stack, "large", 256);
        var small = await AddAsync(lan.Operator, stack, "small", 1);
        var ups = new List<(string Of, double Time)>();
        var copies = new List<(string Of, double Time)>();
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (name, path) in new[] { ("large", large), ("small", small) })
            {
                await stack.ConfigureAsync("expression", name);
                var alone = await TimeAsync(() =>
                    lan.Operator.RunAsync("nix-copy-closure", "--to", "attic", path)
                );
                await ForgetAsync(lan.Hosts["attic"], path);
                var up = await TimeAsync(() => stack.UpAsync());
                (await stack.DestroyAsync()).Succeeded();
                await ForgetAsync(lan.Hosts["attic"], path);
                ups.Add((name, up));
                copies.Add((name, alone));
            }
        }

        var (up256, up1) = (MiddleOf(ups, "large"), MiddleOf(ups, "small"));
        var (copy256, copy1) = (MiddleOf(copies, "large"), MiddleOf(copies, "small"));
        await PrintAsync(
            $"up of an image of 256 MiB that is copied: {up256:0.00} s, of 1 MiB: {up1:0.00} s; nix-copy-closure alone: {copy256:0.00} s and {copy1:0.00} s"
        );
        await PrintAsync($"ratio of the copying: {(up256 - up1) / (copy256 - copy1):0.00}");
    }

    /// <summary>Adds random bytes to a machine's store, and the folder with the expression that names them.</summary>
    private static async Task<string> AddAsync(LabHost lab, Stack stack, string name, int mebibytes)
    {
        var bytes = new byte[mebibytes * 1024 * 1024];
        new Random(mebibytes).NextBytes(bytes);
        var file = Path.Combine(stack.Directory, $"{name}.raw");
        await File.WriteAllBytesAsync(file, bytes);
        var path = (await lab.RunAsync("nix-store", "--add", file)).Succeeded().Output.Trim();
        var folder = Directory.CreateDirectory(Path.Combine(stack.Directory, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "default.nix"), $"\"{path}\"\n");
        return path;
    }

    private static async Task ForgetAsync(LabHost host, string path) =>
        (await host.RunAsync("nix-store", "--delete", path)).Succeeded();

    private static async Task<double> LocallyAsync(int guests)
    {
        await using var lab = await LabHost.StartAsync();
        return await PreviewAsync(await CreateAsync(lab, guests, "here"));
    }

    private static async Task<Stack> CreateAsync(LabHost from, int guests, string hosts)
    {
        var stack = await Stack.CreateAsync(from);
        await stack.ConfigureAsync(("hosts", hosts), ("spread", $"{guests}"));
        (await stack.UpAsync()).Succeeded();
        return stack;
    }

    private static async Task<double> PreviewAsync(Stack stack)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            times.Add(await TimeAsync(() => stack.PreviewAsync("--expect-no-changes")));
        }

        return Middle(times);
    }

    private static async Task<long> SentAsync(SlowLine line, Stack stack)
    {
        var before = line.Count.Up;
        (await stack.UpAsync()).Succeeded();
        return line.Count.Up - before;
    }

    private static async Task<double> TimeAsync(Func<Task<CommandResult>> command)
    {
        var clock = Stopwatch.StartNew();
        (await command()).Succeeded();
        return clock.Elapsed.TotalSeconds;
    }

    private static double MiddleOf(List<(string Of, double Time)> times, string name) =>
        Middle([.. times.Where(t => t.Of == name).Select(t => t.Time)]);

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Task PrintAsync(FormattableString text) =>
        TestContext.Out.WriteLineAsync("measured: " + text.ToString(CultureInfo.InvariantCulture));
}
