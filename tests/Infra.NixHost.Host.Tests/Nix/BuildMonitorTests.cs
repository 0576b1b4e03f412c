using System.Text.Json;
using Infra.NixHost.Hosts.Nix;
using Microsoft.Extensions.Time.Testing;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class BuildMonitorTests
{
    private const string Disk = "/nix/store/00000000000000000000000000000000-disk.drv";
    private const string Kernel = "/nix/store/11111111111111111111111111111111-kernel.drv";
    private readonly List<BuildProgress> _reports = [];
    private FakeTimeProvider _time;
    private BuildMonitor _monitor;

    [SetUp]
    public void SetUp()
    {
        _reports.Clear();
        _time = new();
        _monitor = new(new Recorder(_reports), _time);
    }

    [Test]
    public void The_group_of_builds_tells_how_many_are_done()
    {
        Add(
            new
            {
                action = "start",
                id = 1,
                type = 104,
                fields = Array.Empty<object>(),
            }
        );
        Result(1, 105, 1, 3, 1, 0);
        Later();
        Result(1, 105, 2, 3, 1, 0);

        Assert.That(
            _reports.Select(report => (report.Done, report.Expected)),
            Is.EqualTo(new[] { (1, 3), (2, 3) })
        );
    }

    [Test]
    public void Progress_of_copies_and_downloads_is_not_the_builds()
    {
        Add(
            new
            {
                action = "start",
                id = 1,
                type = 104,
                fields = Array.Empty<object>(),
            }
        );
        Add(
            new
            {
                action = "start",
                id = 2,
                type = 100,
                fields = new[] { "a", "b", "c" },
            }
        );
        Result(2, 105, 8192, 1_000_000, 0, 0);

        Assert.That(_reports, Is.Empty);
    }

    [Test]
    public void A_build_that_starts_is_told_by_its_name()
    {
        Start(2, Disk);

        Assert.That(_reports.Single().Phase, Is.EqualTo("disk"));
    }

    [Test]
    public void The_phase_is_the_last_thing_the_build_said()
    {
        Start(2, Disk);
        Later();
        Result(2, 104, "installPhase");
        Later();
        Result(2, 101, "  copying files  ");
        Later();
        Result(2, 101, "   ");

        Assert.That(
            _reports.Select(report => report.Phase),
            Is.EqualTo(new[] { "disk", "installPhase", "copying files" })
        );
    }

    [Test]
    public void There_are_at_most_four_reports_a_second_and_none_is_lost_at_the_end()
    {
        Start(2, Disk);
        for (var i = 1; i <= 100; i++)
        {
            Result(2, 101, $"line {i}");
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
        _monitor.Complete();
        _monitor.Complete();

        Assert.That(_reports, Has.Count.InRange(4, 7));
        Assert.That(_reports[^1].Phase, Is.EqualTo("line 100"));
    }

    [TestCase("\u001b[31mred\u001b[0m text", "red text")]
    [TestCase("\u001b]0;title\aafter", "after")]
    [TestCase("a\tb\rc\bd\u0000e\u007f", "a bcde")]
    [TestCase("first\nsecond", "first second")]
    public void A_phase_holds_no_control_characters(string said, string shown)
    {
        Result(2, 101, said);

        Assert.That(_reports.Single().Phase, Is.EqualTo(shown));
    }

    [Test]
    public void A_failed_build_is_found_with_its_last_lines()
    {
        Start(2, Disk);
        Start(3, Kernel);
        for (var i = 1; i <= 40; i++)
        {
            Result(2, 101, $"disk {i}");
        }

        Result(3, 101, "kernel 1");
        Error($"error: builder for '{Disk}' failed with exit code 1");

        var (derivation, lines) = _monitor.Log.FindFailed();

        Assert.That(derivation, Is.EqualTo(Disk));
        Assert.That(lines, Is.EqualTo(Enumerable.Range(16, 25).Select(i => $"disk {i}")));
    }

    [Test]
    public void Without_a_named_derivation_the_one_that_spoke_last_failed()
    {
        Start(2, Disk);
        Start(3, Kernel);
        Result(2, 101, "disk");
        Result(3, 101, "kernel");
        Error("error: something else");

        Assert.That(_monitor.Log.FindFailed().Derivation, Is.EqualTo(Kernel));
    }

    [Test]
    public void A_derivation_that_never_ran_has_no_log()
    {
        Start(2, Disk);
        Result(2, 101, "disk");
        Error($"error: a 'riscv64-linux' is required to build '{Kernel}'");

        var (derivation, lines) = _monitor.Log.FindFailed();

        Assert.That(derivation, Is.EqualTo(Kernel));
        Assert.That(lines, Is.Empty);
    }

    [Test]
    public void Messages_below_errors_are_not_kept()
    {
        Add(
            new
            {
                action = "msg",
                level = 3,
                msg = "building",
            }
        );
        Error("\u001b[31;1merror:\u001b[0m no");

        Assert.That(_monitor.Log.Errors, Is.EqualTo(new[] { "error: no" }));
    }

    [Test]
    public void Text_that_is_not_of_Nix_is_kept_as_an_error()
    {
        _monitor.Add("ssh: connect to host builder port 22: \u001b[1mConnection refused");

        Assert.That(
            _monitor.Log.Errors.Single(),
            Is.EqualTo("ssh: connect to host builder port 22: Connection refused")
        );
    }

    [TestCase("@nix ")]
    [TestCase("@nix {")]
    [TestCase("@nix []")]
    [TestCase("@nix 5")]
    [TestCase("@nix {}")]
    [TestCase("""@nix {"action":"start","id":"one","type":105,"fields":["x"]}""")]
    [TestCase("""@nix {"action":"start","id":null,"type":105,"fields":[7]}""")]
    [TestCase("""@nix {"action":"start","id":-1,"type":1e99,"fields":{}}""")]
    [TestCase("""@nix {"action":"result","id":2,"type":101,"fields":[null]}""")]
    [TestCase("""@nix {"action":"result","id":2,"type":101,"fields":["\ud800"]}""")]
    [TestCase("""@nix {"action":"result","id":2,"type":"101","fields":["x"]}""")]
    [TestCase("""@nix {"action":"msg","level":0,"msg":"\udc00"}""")]
    [TestCase("""@nix {"action":5}""")]
    public void A_malformed_line_does_no_harm(string line)
    {
        Start(2, Disk);
        _reports.Clear();

        Assert.That(() => _monitor.Add(line), Throws.Nothing);
        Later();
        Result(2, 101, "goes on");

        Assert.That(_reports[^1].Phase, Is.EqualTo("goes on"));
    }

    private void Start(int id, string derivation) =>
        Add(
            new
            {
                action = "start",
                id,
                type = 105,
                fields = new object[] { derivation, "", 1, 1 },
            }
        );

    private void Result(int id, int type, params object[] fields) =>
        Add(
            new
            {
                action = "result",
                id,
                type,
                fields,
            }
        );

    private void Error(string text) =>
        Add(
            new
            {
                action = "msg",
                level = 0,
                msg = text,
            }
        );

    private void Add<T>(T message) => _monitor.Add("@nix " + JsonSerializer.Serialize(message));

    private void Later() => _time.Advance(TimeSpan.FromSeconds(1));

    /// <summary>Handles reports at once, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Recorder(List<BuildProgress> reports) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => reports.Add(value);
    }
}
