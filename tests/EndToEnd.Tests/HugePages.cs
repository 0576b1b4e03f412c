using System.Globalization;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A guest's memory lies in huge pages, which the machine reserves for this test.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class HugePages
{
    private const string Setting = "/proc/sys/vm/nr_hugepages";

    /// <summary>The guest's 32 MiB need two pages less.</summary>
    private const int Pages = 18;

    private readonly string _former = File.ReadAllText(Setting);
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await Stack.CreateAsync(_lab);
        await _stack.ConfigureEmptyGuestsAsync(1);
    }

    [TearDown]
    public async Task TakeTheLabDown()
    {
        await _lab.DisposeAsync();
        await File.WriteAllTextAsync(Setting, _former);
    }

    [Test]
    public async Task A_guest_moves_into_huge_pages_by_the_restart_that_is_announced()
    {
        (await _stack.UpAsync()).Succeeded();
        var run = await RunIdAsync();
        await _stack.ConfigureAsync("hugepages", "true");

        await File.WriteAllTextAsync(Setting, "0");
        var none = await _stack.PreviewAsync();
        await File.WriteAllTextAsync(Setting, $"{Pages}");
        var unmounted = await _stack.PreviewAsync();
        await MountAsync();
        var preview = (await _stack.PreviewAsync()).Succeeded();
        var free = Free();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(none.Text, Does.Contain("[hugepages-low]").And.Contain("32 MiB"));
        Assert.That(unmounted.Text, Does.Contain("[hugetlbfs-missing]"));
        Assert.That(preview.Text, Does.Contain("restarts the guest: hugepages false → true"));
        Assert.That(await RunIdAsync(), Is.Not.EqualTo(run));
        Assert.That(Free(), Is.LessThanOrEqualTo(free - 16));
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
    }

    private async Task MountAsync()
    {
        await _lab.KillLibvirtAsync();
        (await _lab.RunAsync("mkdir", "-p", "/run/hugepages")).Succeeded();
        (
            await _lab.RunAsync("mount", "-t", "hugetlbfs", "hugetlbfs", "/run/hugepages")
        ).Succeeded();
        await _lab.StartLibvirtAsync();
    }

    private async Task<string> RunIdAsync() =>
        (await _lab.RunAsync("virsh", "-c", "qemu:///system", "domid", "guest-0"))
            .Succeeded()
            .Output.Trim();

    private static int Free() =>
        int.Parse(
            File.ReadLines("/proc/meminfo")
                .Single(line => line.StartsWith("HugePages_Free:", StringComparison.Ordinal))
                .Split(':')[1],
            CultureInfo.InvariantCulture
        );
}
