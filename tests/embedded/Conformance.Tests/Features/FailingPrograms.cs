using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class FailingPrograms
{
    [TestCase("reject", "rejected on purpose")]
    [TestCase("exit", "Program exited with non-zero exit code: 7")]
    public async Task A_failing_program_fails_the_run_and_says_why_once(string how, string message)
    {
        using var stack = await NodeStack.CreateAsync("failing.js");
        await stack.ConfigureAsync("how", how);

        var up = (await stack.UpAsync()).FailedWith(1);

        var diagnostics = up.Output[up.Output.IndexOf("Diagnostics:", StringComparison.Ordinal)..];
        Assert.That(diagnostics.Split(message), Has.Length.EqualTo(2), up.Text);
        Assert.That(
            up.Output,
            how == "exit" ? Does.Contain("leaving") : Does.Not.Contain("exit code")
        );
    }

    [Test]
    public async Task A_program_that_failed_deletes_nothing()
    {
        using var stack = await NodeStack.CreateAsync("failing.js");
        await stack.ConfigureAsync("how", "fine");
        (await stack.UpAsync()).Succeeded();
        stack.Place.Write("failing.js", "process.exit(3);");

        (await stack.PreviewAsync()).FailedWith(1);
        (await stack.UpAsync()).FailedWith(1);

        Assert.That(stack.Ledger.Lines, Is.EqualTo(["create made=1"]));
        Assert.That(stack.Resource("made"), Is.Not.Null);
    }

    [Test]
    public async Task A_program_whose_sdk_is_not_installed_says_so()
    {
        using var stack = await NodeStack.CreateAsync("failing.js");
        Directory.Delete(Path.Combine(stack.Place.Root, "node_modules"));

        var preview = (await stack.PreviewAsync()).FailedWith(1);

        Assert.That(preview.Text, Does.Contain("npm install").And.Contain("@pulumi/pulumi"));
    }
}
