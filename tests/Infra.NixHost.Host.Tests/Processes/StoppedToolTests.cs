using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Processes;

/// <summary>What callers rely on when they stop a command of a host.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class StoppedToolTests(Reach reach)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private FakeTools _tools;
    private Task<ContractHost>? _host;

    /// <summary>
    /// Enough for a slow machine to start a script. The clock of this machine runs twenty times as fast, so 40 s are 2 s; a host's own does not.
    /// </summary>
    private TimeSpan Brief => TimeSpan.FromSeconds(reach == Reach.Here ? 40 : 4);

    [SetUp]
    public void SetUp() => _tools = new();

    [TearDown]
    public void TearDown()
    {
        _host?.GetAwaiter().GetResult().Dispose();
        _host = null;
        _tools.Dispose();
    }

    [Test]
    public async Task A_timeout_ends_the_whole_tree_and_names_the_tool()
    {
        var tool = _tools.Add(
            "hang",
            "echo 'waiting for y' >&2; sh -c 'trap \"\" INT; echo $$ >$HERE/child; sleep 600' & wait"
        );

        var failure = await Expect.FailureAsync(
            "some-timeout",
            () =>
                RunAsync(
                    new(tool, ["--for", "ever"]) { Timeout = Brief, TimeoutCode = "some-timeout" },
                    CancellationToken.None
                )
        );

        Assert.That(failure.Message, Does.Contain("hang --for ever` was stopped"));
        Assert.That(
            failure.Message,
            Does.Contain($"longer than {Brief.TotalSeconds} s").And.Contain("waiting for y")
        );
        await ExpectEndAsync("child");
    }

    [Test]
    public async Task A_cancelled_tool_gets_an_interrupt_and_may_clean_up()
    {
        var tool = _tools.Add(
            "work",
            "trap 'echo cleaned >$HERE/cleaned; exit 130' INT; echo $$ >$HERE/started; while :; do sleep 0.05; done"
        );
        using var stop = new CancellationTokenSource();

        var running = RunAsync(new(tool, []) { Timeout = Long }, stop.Token, ScaledTime.Slow);
        await ChildProcess.ReadIdAsync(_tools.Directory.At("started"));
        await stop.CancelAsync();

        var stopped = await Expect.CancelledAsync(() => running);
        Assert.That(stopped.CancellationToken, Is.EqualTo(stop.Token));
        Assert.That(stopped.Message, Does.EndWith("work` was stopped."));
        Assert.That(File.Exists(_tools.Directory.At("cleaned")), Is.True);
    }

    [Test]
    public async Task A_cancelled_tool_that_ends_well_still_counts_as_cancelled()
    {
        var tool = _tools.Add(
            "work",
            "trap 'exit 0' INT; echo $$ >$HERE/started; while :; do sleep 0.05; done"
        );
        using var stop = new CancellationTokenSource();

        var running = RunAsync(new(tool, []) { Timeout = Long }, stop.Token);
        await ChildProcess.ReadIdAsync(_tools.Directory.At("started"));
        await stop.CancelAsync();

        await Expect.CancelledAsync(() => running);
    }

    [Test]
    public async Task A_tool_that_ignores_the_interrupt_is_killed_after_the_grace()
    {
        var tool = _tools.Add(
            "stubborn",
            "trap '' INT; sh -c 'echo $$ >$HERE/child; sleep 600' & echo $$ >$HERE/started; wait; wait; sleep 600"
        );
        using var stop = new CancellationTokenSource();

        var running = RunAsync(new(tool, []) { Timeout = Long }, stop.Token);
        await ChildProcess.ReadIdAsync(_tools.Directory.At("child"));
        await ChildProcess.ReadIdAsync(_tools.Directory.At("started"));
        await stop.CancelAsync();

        await Expect.CancelledAsync(() => running);
        await ExpectEndAsync("started");
        await ExpectEndAsync("child");
    }

    [Test]
    public async Task Children_that_ignored_the_interrupt_end_with_their_parent()
    {
        var tool = _tools.Add(
            "parent",
            "sh -c 'trap \"\" INT; echo $$ >$HERE/child; exec sleep 600 >/dev/null 2>&1' & "
                + "trap 'exit 130' INT; echo $$ >$HERE/started; while :; do sleep 0.05; done"
        );
        using var stop = new CancellationTokenSource();

        var running = RunAsync(new(tool, []) { Timeout = Long }, stop.Token);
        await ChildProcess.ReadIdAsync(_tools.Directory.At("child"));
        await ChildProcess.ReadIdAsync(_tools.Directory.At("started"));
        await stop.CancelAsync();

        await Expect.CancelledAsync(() => running);
        await ExpectEndAsync("child");
    }

    [Test]
    public async Task A_child_in_a_session_of_its_own_ends_too()
    {
        var tool = _tools.Add(
            "parent",
            "setsid sh -c 'echo $$ >$HERE/child; exec sleep 600' & echo $$ >$HERE/started; wait"
        );
        using var stop = new CancellationTokenSource();

        var running = RunAsync(new(tool, []) { Timeout = Long }, stop.Token);
        await ChildProcess.ReadIdAsync(_tools.Directory.At("child"));
        await stop.CancelAsync();

        await Expect.CancelledAsync(() => running);
        await ExpectEndAsync("child");
    }

    [Test]
    public async Task A_tool_that_waits_for_more_input_is_stopped()
    {
        var tool = _tools.Add("read", "echo $$ >$HERE/started; cat");
        using var stop = new CancellationTokenSource();
        var input = new System.IO.Pipelines.Pipe();

        var running = RunAsync(
            new(tool, []) { Timeout = Long, Input = input.Reader.AsStream() },
            stop.Token
        );
        await ChildProcess.ReadIdAsync(_tools.Directory.At("started"));
        await stop.CancelAsync();

        await Expect.CancelledAsync(() => running);
        await ExpectEndAsync("started");
    }

    [Test]
    public async Task Commands_run_after_one_was_stopped()
    {
        var tool = _tools.Add(
            "work",
            "echo $$ >$HERE/started; [ $1 = once ] || sleep 600; echo ok"
        );
        using var stop = new CancellationTokenSource();
        var running = RunAsync(new(tool, ["long"]) { Timeout = Long }, stop.Token);
        await ChildProcess.ReadIdAsync(_tools.Directory.At("started"));
        await stop.CancelAsync();
        await Expect.CancelledAsync(() => running);

        var result = await RunAsync(new(tool, ["once"]) { Timeout = Long }, CancellationToken.None);

        Assert.That(result.Output, Is.EqualTo("ok\n"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_tool_that_leaves_a_child_on_its_pipes_ends_with_the_timeout(
        CancellationToken cancellationToken
    )
    {
        var tool = _tools.Add("leave", "sleep 6 & exit 0");

        await Expect.FailureAsync(
            "tool-timeout",
            () => RunAsync(new(tool, []) { Timeout = Brief }, cancellationToken)
        );
    }

    [Test]
    public async Task Nothing_is_started_once_it_is_cancelled()
    {
        var tool = _tools.Add("touch-it", "echo >$HERE/ran");

        await Expect.CancelledAsync(() =>
            RunAsync(new(tool, []) { Timeout = Long }, new CancellationToken(canceled: true))
        );

        Assert.That(File.Exists(_tools.Directory.At("ran")), Is.False);
    }

    private async Task<ToolResult> RunAsync(
        Invocation invocation,
        CancellationToken cancellationToken,
        TimeProvider? timeProvider = null
    )
    {
        _host ??= ContractHost.OpenAsync(
            reach,
            _tools.Environment,
            reach == Reach.Here ? timeProvider ?? ScaledTime.Fast : TimeProvider.System
        );
        return await (await _host).Shell.RunAsync(invocation, cancellationToken);
    }

    private async Task ExpectEndAsync(string idFile)
    {
        var id = await ChildProcess.ReadIdAsync(_tools.Directory.At(idFile));
        await Wait.UntilAsync(
            () => !ChildProcess.Runs(id),
            $"the process of '{idFile}' does not end"
        );
    }
}
