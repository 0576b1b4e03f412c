namespace Infra.Cli.Tests.CommandLines;

/// <summary>What Ctrl-C does at each moment.</summary>
internal sealed class InterruptionTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task The_first_interruption_cancels_gracefully()
    {
        _cli.Engine.Meanwhile = async cancellationToken =>
        {
            _cli.Interruption.Signal();
            await Task.Delay(Timeout.Infinite, cancellationToken)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var result = await _cli.RunAsync("up", "-f");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Cancelled));
            Assert.That(result.Output, Does.Contain("@ Stopping: no new operation starts"));
            Assert.That(_cli.Interruption.Termination.IsCancellationRequested, Is.False);
        });
    }

    [Test]
    public async Task An_interruption_ends_a_question_nobody_answers()
    {
        _cli.IsTerminal = true;
        using var input = new SilentReader(() => _cli.Interruption.Signal());

        var result = await _cli.RunWithInputAsync(input, "up");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Cancelled));
            Assert.That(_cli.Engine.Requests, Has.Count.EqualTo(1));
            Assert.That(
                Directory.EnumerateFiles(
                    _cli.PathOf(".pulumi", "locks"),
                    "*",
                    SearchOption.AllDirectories
                ),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task A_terminal_that_takes_no_output_does_not_hold_an_interruption_back()
    {
        using var unblocked = new ManualResetEventSlim();
        using var watching = _cli.Interruption.Watch(_ => unblocked.Wait());

        var first = Task.Run(_cli.Interruption.Signal);
        await Wait.UntilAsync(
            () => _cli.Interruption.Graceful.IsCancellationRequested,
            "the first interruption is held back"
        );
        var second = Task.Run(_cli.Interruption.Signal);
        await Wait.UntilAsync(
            () => _cli.Interruption.Termination.IsCancellationRequested,
            "the second interruption is held back"
        );
        var third = await Task.Run(_cli.Interruption.Signal);

        unblocked.Set();
        Assert.Multiple(async () =>
        {
            Assert.That(third, Is.False);
            Assert.That(await Task.WhenAll(first, second), Is.All.True);
        });
    }

    [Test]
    public void The_second_interruption_terminates_and_the_third_is_not_held_back()
    {
        var held = new[]
        {
            _cli.Interruption.Signal(),
            _cli.Interruption.Signal(),
            _cli.Interruption.Signal(),
        };

        Assert.Multiple(() =>
        {
            Assert.That(held, Is.EqualTo((bool[])[true, true, false]));
            Assert.That(_cli.Interruption.Termination.IsCancellationRequested, Is.True);
        });
    }
}
