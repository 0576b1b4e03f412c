using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>libvirtd dies and comes back while a run makes, changes or removes many guests.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class LostLibvirt
{
    private const int Guests = 16;
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await Stack.CreateAsync(_lab);
        await _stack.ConfigureEmptyGuestsAsync(Guests);
        await _stack.ConfigureAsync("running", "false");
    }

    [TearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_run_in_which_libvirtd_dies_says_so_and_the_next_one_goes_on()
    {
        await LoseLibvirtAsync(_stack.UpAsync(), count => count > 1);
        (await _stack.UpAsync()).Succeeded();

        Assert.That(await CountAsync(), Is.EqualTo(Guests));
        var disks = await _lab.RunAsync("sh", "-c", "ls /var/lib/libvirt/images/*.qcow2 | wc -l");
        Assert.That(disks.Output.Trim(), Is.EqualTo($"{Guests}"));
        (await _stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();

        await LoseLibvirtAsync(_stack.DestroyAsync(), count => count < Guests - 1);
        (await _stack.DestroyAsync()).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(_lab), Is.Empty);
    }

    /// <summary>Kills libvirtd once the run has made or removed some guests, and starts it again at once.</summary>
    private async Task LoseLibvirtAsync(Task<CommandResult> run, Func<int, bool> isMidway)
    {
        // The files are counted, because the daemon is about to die.
        await Wait.UntilAsync(
            async () => run.IsCompleted || isMidway(await DefinitionsAsync()),
            () => "the run did not get going"
        );
        Assert.That(run.IsCompleted, Is.False, "the run was over before libvirtd died");
        await _lab.KillLibvirtAsync();
        await _lab.StartLibvirtAsync();

        var result = await run;
        if (result.ExitCode != 0)
        {
            Assert.That(
                result.Text,
                Does.Contain("[libvirt-lost]").Or.Contains("[libvirt-unreachable]")
            );
            Assert.That(result.Text, Does.Not.Contain("   at "), "a stack trace is no message");
            Assert.That(result.Text, Does.Not.Contain("bug in"));
        }
    }

    private async Task<int> DefinitionsAsync() =>
        int.Parse(
            (
                await _lab.RunAsync("sh", "-c", "ls /etc/libvirt/qemu/*.xml 2>/dev/null | wc -l")
            ).Output,
            System.Globalization.CultureInfo.InvariantCulture
        );

    private async Task<int> CountAsync() =>
        (await _lab.RunAsync("virsh", "-c", "qemu:///system", "list", "--all", "--name"))
            .Succeeded()
            .Output.Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Length;
}
