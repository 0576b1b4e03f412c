using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

/// <summary>What the drivers read in the words of each Nix, as <c>Said/record.sh</c> recorded them.</summary>
[TestFixture("2.8")]
[TestFixture("2.26")]
[TestFixture("2.34")]
internal sealed class NixWordsTests(string version)
{
    private FakeTools _tools;
    private NixStore _store;

    [SetUp]
    public void SetUp()
    {
        _tools = new();
        var tools = new NixTools(
            _tools.Shell(),
            new() { GcRootDirectory = _tools.Directory.At("roots") },
            TimeProvider.System
        );
        _store = new(
            tools,
            new LocalFiles(),
            new(tools),
            new SameStore(),
            new(tools, TimeProvider.System),
            TimeProvider.System
        );
    }

    [TearDown]
    public void TearDown() => _tools.Dispose();

    [Test]
    public void The_version_is_a_number() =>
        Assert.That($"{NixVersion.Parse(Said("version"))}", Does.StartWith(version + "."));

    [Test]
    public async Task A_plan_counts_the_builds()
    {
        Answer("plan", 0);

        Assert.That(await _store.PlanAsync("/x.drv", default), Is.EqualTo(new BuildPlan(1, 0)));
    }

    [Test]
    public void A_build_is_one_of_one_and_says_what_it_does()
    {
        var reports = new List<BuildProgress>();
        var monitor = new BuildMonitor(new Recorder(reports), TimeProvider.System);
        foreach (var line in Said("built").Split('\n'))
        {
            monitor.Add(line);
        }

        monitor.Complete();

        Assert.That(reports[^1], Is.EqualTo(new BuildProgress(1, 1, "preparing")));
        Assert.That(reports.Select(report => report.Expected), Is.All.AtMost(1));
    }

    [Test]
    public async Task A_failed_build_ends_with_its_log()
    {
        var failure = await FailureAsync("failed", "nix-build");

        Assert.That(failure.Message, Does.Contain("-failed.drv").And.Contain("exit code 3"));
        Assert.That(failure.Message, Does.EndWith("The last lines of its log:\nthe reason"));
    }

    [TestCase("feature")]
    [TestCase("system")]
    public async Task A_build_that_this_machine_cannot_do_says_where_features_are_set(string name)
    {
        var failure = await FailureAsync(name, "nix-build");

        Assert.That(failure.Message, Does.Contain("system-features in nix.conf"));
        Assert.That(failure.Message, Does.Contain($"-{name}.drv"));
        Assert.That(failure.Message, Does.Not.Contain("--read-log"));
    }

    [Test]
    public async Task A_path_that_nothing_builds_is_told()
    {
        Answer("gone", 1);

        var failure = await Expect.FailureAsync(
            "path-invalid",
            () => RealiseAsync("/nix/store/00000000000000000000000000000000-none")
        );

        Assert.That(failure.Message, Does.Contain("no derivation builds it"));
    }

    [Test]
    public async Task A_path_that_is_not_in_the_store_is_no_failure()
    {
        Answer("invalid", 1);

        Assert.That(await _store.IsValidAsync("/nix/store/0-none", default), Is.False);
    }

    [Test]
    public async Task A_path_with_other_bytes_is_not_intact()
    {
        Answer("modified", 1);

        Assert.That(await _store.VerifyAsync("/nix/store/0-disk", default), Is.False);
    }

    [Test]
    public void An_evaluation_that_builds_asks_for_write_mode() =>
        Assert.That(EvaluationErrors.NeedsWriteMode(Said("import").Split('\n')));

    [Test]
    public void A_missing_nixpkgs_tells_where_to_name_one() =>
        Assert.That(
            EvaluationErrors.Failure("x", Said("nixpkgs").Split('\n')).Message,
            Does.Contain("set NIX_PATH")
        );

    [Test]
    public void A_syntax_error_keeps_file_and_line() =>
        Assert.That(
            EvaluationErrors.Trim(Said("syntax").Split('\n')),
            Does.StartWith("error: syntax error").And.Contain("/nix/store/broken.nix:2:7")
        );

    private Task<HostException> FailureAsync(string name, string code)
    {
        Answer(name, name == "failed" ? 100 : 1);
        return Expect.FailureAsync(code, () => RealiseAsync("/nix/store/x.drv"));
    }

    private Task<string> RealiseAsync(string path) =>
        _store.RealiseAsync(
            path,
            _tools.Directory.At("roots/x"),
            TimeSpan.FromMinutes(1),
            progress: null,
            default
        );

    private void Answer(string name, int exitCode) =>
        _tools.Add("nix-store", $"cat '{File(name)}' >&2; exit {exitCode}");

    private string Said(string name) => System.IO.File.ReadAllText(File(name));

    private string File(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Nix", "Said", version, name + ".txt");

    private sealed class Recorder(List<BuildProgress> reports) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => reports.Add(value);
    }
}
