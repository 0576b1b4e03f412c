using Faults.Tests.Stage;

namespace Faults.Tests;

[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ConcurrentRuns
{
    [TestCase("up", "--yes", "--skip-preview", "-c", "version=2")]
    [TestCase("destroy", "--yes", "--skip-preview")]
    [TestCase("refresh", "--yes", "--skip-preview")]
    public async Task A_second_run_is_refused_with_the_owner_of_the_first_and_changes_nothing(
        params string[] second
    )
    {
        using var project = await LedgerProject.CreateAsync();
        project.Delay = 3000;
        var first = project.Start(LedgerProject.UpTo(1));
        await Wait.UntilAsync(
            () => first.Result.IsCompleted || project.Ledger.Log.Length > 0,
            "the first run does not get anywhere"
        );
        var locks = Directory.GetFiles(project.LockDirectory);

        var refused = (await project.RunAsync(second)).Failed();

        Assert.Multiple(() =>
        {
            Assert.That(first.Result.IsCompleted, Is.False, "the first run was over too early");
            Assert.That(refused.Error, Does.Contain("the stack is currently locked by 1 lock"));
            Assert.That(
                refused.Error,
                Does.Contain($"{Environment.UserName}@").And.Contain($"(pid {first.ProcessId})")
            );
            Assert.That(refused.Error, Does.Contain(locks.Single()).And.Contain("cancel"));
            // The first run brings the checkpoint up to date meanwhile, and it only creates.
            Assert.That(project.State.Pending.Select(o => o.Type), Is.All.EqualTo("creating"));
            Assert.That(Directory.GetFiles(project.LockDirectory), Is.EqualTo(locks));
        });
        (await first.Result).Succeeded();
        Assert.That(project.Ledger.Ids, Is.EqualTo(project.State.EntryIds));
        Assert.That(project.Ledger.Log, Has.None.StartWith("begin delete"));
    }

    [Test]
    public async Task The_lock_of_a_killed_run_is_taken_over_with_a_warning()
    {
        using var project = await LedgerProject.CreateAsync();
        project.Delay = 3000;
        var first = project.Start(LedgerProject.UpTo(1));
        await Wait.UntilAsync(
            () => first.Result.IsCompleted || project.Ledger.Log.Length > 0,
            "the first run does not get anywhere"
        );
        Processes.Kill(first.ProcessId);
        await first.Result;

        project.Delay = 0;
        var second = (await project.UpAsync(1)).Succeeded();

        Assert.That(
            second.Error,
            Does.Contain("took over the lock").And.Contain($"(pid {first.ProcessId})")
        );
        Assert.That(project.Ledger.Ids, Is.EqualTo(project.State.EntryIds));
    }
}
