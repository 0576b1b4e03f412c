using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class EvaluationMemoTests
{
    private static readonly NixEvaluation Result = new("/s/x.drv", "/s/x", "x", null);
    private EvaluationMemo _memo;
    private int _runs;

    [SetUp]
    public void SetUp() => (_memo, _runs) = (new(), 0);

    [TearDown]
    public void TearDown() => _memo.Dispose();

    [Test]
    public async Task Equal_expressions_are_evaluated_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync("a")));

        Assert.That(results, Is.All.EqualTo(Result));
        Assert.That(_runs, Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_wrote_serves_who_only_reads_but_not_the_other_way_round()
    {
        await GetAsync("a");
        await GetAsync("a", write: true);
        await GetAsync("a");

        Assert.That(_runs, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failure_is_not_remembered()
    {
        await Expect.FailureAsync(
            "nix-evaluation",
            () =>
                _memo.GetAsync(
                    "a",
                    write: false,
                    () => throw new HostException("nix-evaluation", "no"),
                    CancellationToken.None
                )
        );

        Assert.That(await GetAsync("a"), Is.EqualTo(Result));
    }

    [Test]
    public async Task At_most_two_run_at_once()
    {
        var running = 0;
        var most = 0;
        var release = new TaskCompletionSource();
        var all = Enumerable
            .Range(0, 6)
            .Select(i =>
                _memo.GetAsync(
                    $"{i}",
                    write: false,
                    async () =>
                    {
                        most = Math.Max(most, Interlocked.Increment(ref running));
                        await release.Task;
                        await Task.Yield();
                        Interlocked.Decrement(ref running);
                        return Result;
                    },
                    CancellationToken.None
                )
            )
            .ToList();
        Assert.That(running, Is.EqualTo(2));

        release.SetResult();
        await Task.WhenAll(all);

        Assert.That(most, Is.EqualTo(2));
    }

    [Test]
    public async Task A_caller_that_gives_up_does_not_fail_another()
    {
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource<NixEvaluation>();
        var first = _memo.GetAsync(
            "a",
            write: false,
            () => never.Task.WaitAsync(stop.Token),
            stop.Token
        );
        var second = GetAsync("a");

        await stop.CancelAsync();

        await Expect.CancelledAsync(() => first);
        Assert.That(await second, Is.EqualTo(Result));
    }

    private Task<NixEvaluation> GetAsync(string key, bool write = false) =>
        _memo.GetAsync(
            key,
            write,
            async () =>
            {
                Interlocked.Increment(ref _runs);
                await Task.Yield();
                return Result;
            },
            CancellationToken.None
        );
}
