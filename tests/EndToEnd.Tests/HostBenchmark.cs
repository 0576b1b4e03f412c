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

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Task PrintAsync(FormattableString text) =>
        TestContext.Out.WriteLineAsync("measured: " + text.ToString(CultureInfo.InvariantCulture));
}
