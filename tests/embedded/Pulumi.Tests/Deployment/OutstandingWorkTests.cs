using Pulumi.Deployments;

namespace Pulumi.Tests.Deployment;

internal sealed class OutstandingWorkTests
{
    [Test]
    public async Task Work_that_ends_while_the_program_still_starts_does_not_end_the_run()
    {
        var work = new OutstandingWork();
        var later = new TaskCompletionSource();
        var run = work.RunAsync(() =>
        {
            var early = new TaskCompletionSource();
            work.Track(early.Task);
            early.SetResult();
            work.Track(later.Task);
            return Task.CompletedTask;
        });
        Assert.That(run.IsCompleted, Is.False);

        later.SetResult();

        Assert.That(await run.WaitAsync(TimeSpan.FromSeconds(10)), Is.Empty);
    }

    [Test]
    public async Task The_first_failure_ends_the_run_without_waiting_for_the_rest()
    {
        var work = new OutstandingWork();

        var failures = await work.RunAsync(() =>
            {
                work.Track(new TaskCompletionSource().Task);
                throw new InvalidOperationException("no");
            })
            .WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(failures.Select(f => f.Message), Is.EqualTo(["no"]));
    }
}
