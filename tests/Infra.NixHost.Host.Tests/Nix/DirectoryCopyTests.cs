using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

/// <summary>Directories that are wanted at one time, with a Nix that tells its runs and waits for the test.</summary>
[CancelAfter(60_000)]
internal sealed class DirectoryCopyTests
{
    private FakeTools _fakes = null!;
    private DirectoryCopy _copy = null!;

    [SetUp]
    public void Start()
    {
        _fakes = new();
        // It prints a path for each directory, fails for a bad one, and lets the first run wait until all others are there.
        _fakes.Add(
            "nix-instantiate",
            """
            for last; do :; done
            echo "$last" >>"$HERE/runs"
            while [ ! -e "$HERE/go" ]; do sleep 0.01; done
            case $last in *bad*) echo "error: it is bad" >&2; exit 1;; esac
            echo "$last" | sed -e 's/ *{ "path" = "[^"]*"; "name" = "\([^"]*\)"; } */"\/store\/\1",/g' -e 's/,\]$/]/'
            """
        );
        _copy = new(new(_fakes.Shell(), new(), TimeProvider.System));
    }

    [TearDown]
    public void End() => _fakes.Dispose();

    [Test]
    public async Task Directories_that_are_wanted_while_Nix_runs_share_the_next_run()
    {
        var first = CopyAsync("first");
        await Wait.UntilAsync(() => Runs().Length == 1, "the first run does not begin");
        var rest = Enumerable.Range(0, 20).Select(i => CopyAsync($"other-{i}")).ToList();

        Go();

        Assert.That(await first, Is.EqualTo("/store/first"));
        Assert.That(
            await Task.WhenAll(rest),
            Is.EqualTo(Enumerable.Range(0, 20).Select(i => $"/store/other-{i}"))
        );
        Assert.That(Runs(), Has.Length.EqualTo(3), "a run takes sixteen of them");
    }

    [Test]
    public async Task One_that_cannot_be_read_fails_alone()
    {
        var first = CopyAsync("first");
        await Wait.UntilAsync(() => Runs().Length == 1, "the first run does not begin");
        var (fern, bad, iris) = (CopyAsync("fern"), CopyAsync("bad"), CopyAsync("iris"));

        Go();

        await first;
        Assert.That(await fern, Is.EqualTo("/store/fern"));
        Assert.That(await iris, Is.EqualTo("/store/iris"));
        Assert.That(
            () => bad,
            Throws
                .TypeOf<HostException>()
                .With.Property("Code")
                .EqualTo("path-unreadable")
                .And.Message.Contains("bad")
        );
    }

    [Test]
    public async Task A_copy_that_is_stopped_stops_none_of_the_others()
    {
        using var stop = new CancellationTokenSource();
        var first = CopyAsync("first", stop.Token);
        await Wait.UntilAsync(() => Runs().Length == 1, "the first run does not begin");
        var other = CopyAsync("other");

        await stop.CancelAsync();
        Go();

        Assert.That(() => first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await other, Is.EqualTo("/store/other"));
    }

    [Test]
    public async Task What_is_only_computed_shares_no_run_with_what_is_written()
    {
        var first = CopyAsync("first");
        await Wait.UntilAsync(() => Runs().Length == 1, "the first run does not begin");
        var rest = new[]
        {
            CopyAsync("computed"),
            _copy.CopyAsync(_fakes.Directory.Make("written"), "written", true, default),
        };

        Go();

        Assert.That(await first, Is.EqualTo("/store/first"));
        Assert.That(
            await Task.WhenAll(rest),
            Is.EqualTo(new[] { "/store/computed", "/store/written" })
        );
        Assert.That(Runs(), Has.Length.EqualTo(3));
    }

    private void Go() => _fakes.Directory.Write("go", "");

    private string[] Runs()
    {
        var file = _fakes.Directory.At("runs");
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    private Task<string> CopyAsync(string name, CancellationToken cancellationToken = default) =>
        _copy.CopyAsync(_fakes.Directory.Make(name), name, write: false, cancellationToken);
}
