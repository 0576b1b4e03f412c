using Faults.Tests.Stage;

namespace Faults.Tests;

[Category("Real")]
[CancelAfter(300_000)]
internal sealed class DyingProviders
{
    [Test]
    public async Task A_provider_that_dies_is_named_with_its_exit_code_and_the_resource()
    {
        using var project = await LedgerProject.CreateAsync();
        project.Delay = 60_000;
        var run = project.Start(LedgerProject.UpTo(1));
        await Wait.UntilAsync(
            () => run.Result.IsCompleted || project.Ledger.Log.Length > 0,
            "the run does not get anywhere"
        );

        foreach (
            var (id, _) in Processes
                .With(project.Mark)
                .Where(p => p.CommandLine.Contains("pulumi-resource-ledger"))
                .ToList()
        )
        {
            Processes.Kill(id);
        }

        var result = (await run.Result).Failed();
        Assert.Multiple(() =>
        {
            Assert.That(
                result.Text,
                Does.Contain("The plugin 'ledger' ended with exit code 137 before it answered")
            );
            Assert.That(
                result.Text,
                Does.Match(@"ledger:index:Entry \(\w+\):\n    error: The plugin")
            );
            Assert.That(
                result.Text,
                Does.Contain("What was done is in the state, and the next `up` goes on from there.")
            );
            Assert.That(result.Text, Does.Not.Contain("Exception"));
        });
    }
}
