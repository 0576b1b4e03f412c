using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

/// <summary>Hooks that are asked whether a failed operation is tried again.</summary>
[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class ErrorHooks
{
    [Test]
    public async Task What_fails_is_tried_again_as_long_as_the_hook_asks_for_it()
    {
        using var stack = await NodeStack.CreateAsync("retries.js");
        await stack.ConfigureAsync("fails", "2");

        var up = (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EqualTo([
                "fail create 1",
                "again shaky create - 1 1 failure 1 of create",
                "fail create 1",
                "again shaky create - 1 2 failure 2 of create",
                "create 1",
            ])
        );
        Assert.That(up.Text, Does.Contain("failure 2 of create"));
        Assert.That((string?)(await stack.OutputsAsync())["text"], Is.EqualTo("made as 1"));

        await stack.ConfigureAsync("value", "2");
        await stack.ConfigureAsync("fails", "1");
        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EqualTo([
                "fail update 2",
                "again shaky update made as 1 2 1 failure 1 of update",
                "update 2",
            ])
        );
    }

    [Test]
    public async Task What_fails_stays_failed_where_the_hook_asks_for_nothing()
    {
        using var stack = await NodeStack.CreateAsync("retries.js");
        await stack.ConfigureAsync("fails", "1");
        await stack.ConfigureAsync("again", "false");

        var up = (await stack.UpAsync()).FailedWith(1);

        Assert.That(up.Text, Does.Contain("failure 1 of create"));
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["fail create 1"]));
        Assert.That(stack.Resources.Select(r => (string)r["urn"]!), Has.None.EndsWith("::shaky"));
    }
}
