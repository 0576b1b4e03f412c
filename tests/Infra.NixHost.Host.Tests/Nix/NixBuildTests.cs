using System.Collections.Concurrent;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

[Category("Real")]
[Category("Nix")]
internal sealed class NixBuildTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private PrivateStore _nix;

    [SetUp]
    public void SetUp() => _nix = new();

    [TearDown]
    public void TearDown() => _nix.Dispose();

    [Test]
    public async Task A_build_ends_with_a_root_on_its_output_and_tells_its_progress()
    {
        var derivation = await _nix.InstantiateAsync(
            "disk",
            "echo preparing; echo content > $out; echo finished"
        );
        var progress = new Recorder();

        var path = await RealiseAsync(derivation, progress);

        Assert.That(path, Does.StartWith(_nix.StoreDirectory + "/").And.EndsWith("-disk"));
        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo("content\n"));
        Assert.That(_nix.Store.ReadRoot(_nix.Root("urn:a")), Is.EqualTo(path));
        Assert.That(progress.Reports.Last().Phase, Is.EqualTo("finished"));
        Assert.That(
            progress.Reports.Select(report => (report.Done, report.Expected)),
            Does.Contain((1, 1))
        );
    }

    [Test]
    public async Task A_plan_tells_what_is_still_to_be_built()
    {
        var derivation = await _nix.InstantiateAsync("disk", "echo > $out");

        Assert.That(await PlanAsync(derivation), Is.EqualTo(new BuildPlan(1, 0)));
        await RealiseAsync(derivation);
        Assert.That(await PlanAsync(derivation), Is.EqualTo(new BuildPlan(0, 0)));
    }

    [Test]
    public async Task A_derivation_with_more_outputs_gives_the_one_called_out()
    {
        var derivation = await _nix.InstantiateAsync(
            "many",
            "echo dev > $dev; echo out > $out",
            """outputs = [ "out" "dev" ];"""
        );

        var path = await RealiseAsync(derivation);

        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo("out\n"));
        Assert.That(
            Directory.GetFileSystemEntries(Path.GetDirectoryName(_nix.Root("urn:a"))!),
            Is.EqualTo(new[] { _nix.Root("urn:a") })
        );
    }

    [Test]
    public async Task A_failed_build_tells_the_end_of_its_log_and_leaves_no_root()
    {
        var derivation = await _nix.InstantiateAsync(
            "disk",
            "i=1; while [ $i -le 40 ]; do echo \"line $i\"; i=$((i+1)); done; echo 'kernel missing' >&2; exit 3"
        );

        var failure = await Expect.FailureAsync("nix-build", () => RealiseAsync(derivation));

        Assert.That(failure.Message, Does.Contain($"nix-store --read-log {derivation}"));
        Assert.That(failure.Message, Does.Contain("exit code 3"));
        Assert.That(failure.Message, Does.EndWith("line 40\nkernel missing"));
        Assert.That(failure.Message, Does.Not.Contain("line 16\n"));
        Assert.That(_nix.Store.ReadRoot(_nix.Root("urn:a")), Is.Null);
    }

    [Test]
    public async Task A_builder_that_finds_the_disk_full_is_told_as_that()
    {
        var derivation = await _nix.InstantiateAsync("disk", "head -c 9 /dev/zero > /dev/full");

        var failure = await Expect.FailureAsync("disk-full", () => RealiseAsync(derivation));

        Assert.That(failure.Message, Does.Contain(_nix.StoreDirectory));
    }

    [Test]
    public async Task A_builder_may_print_what_looks_like_Nixs_own_messages()
    {
        var derivation = await _nix.InstantiateAsync(
            "disk",
            """echo '@nix {"action":"start","id":"x","type":105,"fields":[1]}' >&2; echo '@nix {' >&2; echo ok > $out"""
        );

        Assert.That(
            await File.ReadAllTextAsync(await RealiseAsync(derivation)),
            Is.EqualTo("ok\n")
        );
    }

    [Test]
    public async Task A_cancelled_build_stops_the_builder()
    {
        var id = _nix.Directory.At("builder");
        var derivation = await _nix.InstantiateAsync(
            "slow",
            $"echo $$ > {id}; while :; do sleep 0.1; done"
        );
        using var stop = new CancellationTokenSource();

        var building = RealiseAsync(derivation, progress: null, stop.Token);
        var builder = await ChildProcess.ReadIdAsync(id);
        await stop.CancelAsync();

        await Expect.CancelledAsync(() => building);
        await Wait.UntilAsync(() => !ChildProcess.Runs(builder), "the builder does not end");
        Assert.That(_nix.Store.ReadRoot(_nix.Root("urn:a")), Is.Null);
    }

    [Test]
    public async Task A_build_that_takes_too_long_is_told_with_its_limit()
    {
        var derivation = await _nix.InstantiateAsync("slow", "while :; do sleep 0.1; done");

        var failure = await Expect.FailureAsync(
            "nix-timeout",
            () =>
                _nix.Store.RealiseAsync(
                    derivation,
                    _nix.Root("urn:a"),
                    TimeSpan.FromSeconds(1),
                    progress: null,
                    CancellationToken.None
                )
        );

        Assert.That(failure.Message, Does.Contain("longer than 1 s"));
    }

    private Task<BuildPlan> PlanAsync(string derivation) =>
        _nix.Store.PlanAsync(derivation, CancellationToken.None);

    private Task<string> RealiseAsync(
        string path,
        IProgress<BuildProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => _nix.Store.RealiseAsync(path, _nix.Root("urn:a"), Long, progress, cancellationToken);

    private sealed class Recorder : IProgress<BuildProgress>
    {
        public ConcurrentQueue<BuildProgress> Reports { get; } = new();

        public void Report(BuildProgress value) => Reports.Enqueue(value);
    }
}
