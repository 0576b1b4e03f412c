using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Hooks
{
    [Test]
    public async Task Hooks_run_around_each_operation()
    {
        using var stack = await NodeStack.CreateAsync("hooks.js");

        (await stack.PreviewAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.Empty);

        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EqualTo([
                "before-create hooked -",
                "create hooked=1",
                "after-create hooked hooked is 1",
            ])
        );

        await stack.ConfigureAsync("value", "2");
        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EqualTo([
                "before-update hooked hooked is 1",
                "update hooked=1>2",
                "after-update hooked hooked is 2",
            ])
        );

        // The hooks of a deletion are those of the program that asks for it.
        await stack.ConfigureAsync("there", "false");
        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EqualTo([
                "before-delete hooked hooked is 2",
                "delete hooked=2",
                "after-delete hooked hooked is 2",
            ])
        );
    }

    [Test]
    public async Task A_hook_that_fails_beforehand_prevents_the_operation()
    {
        using var stack = await NodeStack.CreateAsync("hooks.js");
        await stack.ConfigureAsync("refuse", "before-create");

        var up = (await stack.UpAsync()).FailedWith(1);

        Assert.That(up.Text, Does.Contain("before-create refuses"));
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["before-create hooked -"]));
        Assert.That(stack.Resources.Select(r => (string)r["urn"]!), Has.None.EndsWith("::hooked"));
    }
}
