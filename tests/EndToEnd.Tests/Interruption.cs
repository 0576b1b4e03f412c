using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>Whatever stops a run, the next one goes on from there.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class Interruption
{
    private const string Building = "base creating";
    private const string Booting = "the guest's first word on its console";
    private readonly SharedLab _shared = new();
    private LabHost _lab = null!;
    private Stack _stack = null!;

    private string BuildScript => Path.Combine(_stack.Directory, "guest", "build.sh");

    private string Console =>
        Path.Combine(_lab.Directory, "host/var/lib/nixhost/consoles/lilly.log");

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await _shared.TakeAsync();
        _stack = await Stack.CreateAsync(_lab);
    }

    [TearDown]
    public Task ReturnTheLab() => _shared.ReturnAsync(_stack);

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _shared.DisposeAsync();

    [Test]
    public async Task Ctrl_C_during_the_image_build_stops_the_build_and_the_next_up_continues()
    {
        var real = await File.ReadAllTextAsync(BuildScript);
        await File.WriteAllTextAsync(
            BuildScript,
            $"echo $$ > {_lab.Directory}/builder; sleep 7200\n"
        );

        var up = _stack.UpAsync();
        await Wait.UntilAsync(
            () => File.Exists($"{_lab.Directory}/builder"),
            () => "the build did not begin"
        );
        (await _lab.RunAsync("pkill", "-INT", "-x", "infra")).Succeeded();
        var interrupted = await up;

        Assert.That(interrupted.ExitCode, Is.Not.Zero, interrupted.Text);
        (await _lab.RunAsync("pgrep", "-f", "^sleep 7200$")).FailedWith(1);
        (await _lab.RunAsync("pgrep", "-x", "nix-store|pulumi-resource.*")).FailedWith(1);
        await File.WriteAllTextAsync(BuildScript, real);
        (await _stack.UpAsync()).Succeeded();
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo("10.77.0.10"));
    }

    [Test]
    public async Task Killed_at_any_moment_a_run_neither_loses_nor_doubles_the_guest(
        [Values(Building, "identity created", "os creating", "lilly creating", Booting)]
            string moment
    )
    {
        if (moment == Building)
        {
            // The lab's store has the usual image, and this one is to be built.
            await File.AppendAllTextAsync(BuildScript, "# another image\n");
        }

        (await _stack.PreviewAsync()).Succeeded();
        var output = new Transcript();

        var up = _stack.RunAsync(["up", "--yes", "--skip-preview"], output);
        await Wait.UntilAsync(
            () => up.IsCompleted || HasCome(moment, output),
            () => $"the run does not come to '{moment}':\n{output.Output}"
        );
        Assert.That(up.IsCompleted, Is.False, "the run was over before it was killed");
        await _lab.RunAsync("pkill", "-9", "-x", "infra");
        await up;
        await Wait.UntilAsync(
            async () => (await _lab.RunAsync("pgrep", "-x", "pulumi-resource.*")).ExitCode == 1,
            () => "the provider outlived its engine"
        );
        (await _stack.UpAsync()).Succeeded();

        var domains = await _lab.RunAsync("virsh", "-c", "qemu:///system", "list", "--name");
        var volumes = await _lab.RunAsync("ls", "-A", "/var/lib/libvirt/images");
        Assert.That(domains.Output.Trim(), Is.EqualTo("lilly"));
        Assert.That(volumes.Output.Trim().Split('\n'), Has.Length.EqualTo(1));
        (
            await _lab.RunAsync("ping", "-c", "1", "-W", "5", await _stack.OutputAsync("address"))
        ).Succeeded();
        (await _stack.DestroyAsync()).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(_lab), Is.Empty);
    }

    private bool HasCome(string moment, Transcript output) =>
        moment == Booting
            ? File.Exists(Console) && new FileInfo(Console).Length > 0
            : output.Output.Contains(moment, StringComparison.Ordinal);
}
