using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Options
{
    [Test]
    public async Task Options_of_resources_do_what_they_say()
    {
        using var stack = await NodeStack.CreateAsync("options.js");
        await stack.ConfigureAsync("stage", "1");

        (await stack.PreviewAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.Empty, "a preview knows no output of what is to come");

        (await stack.UpAsync()).Succeeded();
        var created = stack.Ledger.Take();
        Assert.That(created, Has.Exactly(6).StartsWith("create"));
        Assert.That(created, Does.Contain("applied first is 1"));
        Assert.That(created, Is.SupersetOf(["create first=1", "create waits=w"]));
        Assert.That(
            IndexOf(created, "create first=1"),
            Is.LessThan(IndexOf(created, "create waits=w"))
        );
        Assert.That((bool?)stack.Resource("guarded")["protect"], Is.True);
        Assert.That(
            (double?)stack.Resource("guarded")["customTimeouts"]!["create"],
            Is.EqualTo(300)
        );

        var guarded = (string)stack.Resource("guarded")["urn"]!;
        var refused = (await stack.DestroyAsync("--target", guarded)).FailedWith(1);
        Assert.That(refused.Text, Does.Contain("protected").And.Contain("guarded"));
        Assert.That(stack.Ledger.Take(), Is.Empty);

        await stack.ConfigureAsync("stage", "2");
        (await stack.UpAsync()).Succeeded();
        var changed = stack.Ledger.Take();
        Assert.That(
            changed,
            Is.EquivalentTo([
                "applied first is 2",
                "update first=1>2",
                // Its owner stays, so it is not gone with it; what is to be retained is just forgotten.
                "delete goes=x",
            ])
        );
        Assert.That(stack.Resource("ignores")["inputs"]!["value"]!.ToString(), Is.EqualTo("1"));

        (await stack.DestroyAsync()).Succeeded();
        Assert.That(stack.Resources, Is.Empty);
    }

    [Test]
    public async Task Targets_and_replacements_on_demand_reach_programs_of_the_sdk()
    {
        using var stack = await NodeStack.CreateAsync("life.js");
        (await stack.UpAsync()).Succeeded();
        stack.Ledger.Take();
        var urn = (string)stack.Resource("base")["urn"]!;

        await stack.ConfigureAsync("value", "2");
        (await stack.UpAsync("--target", urn)).Succeeded();
        Assert.That(Changes(stack), Is.EqualTo(["update base=1>2"]));

        (await stack.UpAsync("--target-replace", urn)).Succeeded();
        Assert.That(Changes(stack), Is.EqualTo(["create base=2", "delete base=2"]));
    }

    [Test]
    public async Task A_change_replaces_where_the_program_says_so_and_updates_elsewhere()
    {
        using var stack = await NodeStack.CreateAsync("replace-on-changes.js");
        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["create red hall"]));

        await stack.ConfigureAsync("side", "right");
        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["update red hall"]));

        await stack.ConfigureAsync("room", "attic");
        var preview = (await stack.PreviewAsync("--diff")).Succeeded();
        Assert.That(preview.Output, Does.Contain("replaced because place.room changes"));
        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["create red attic", "delete red hall"]));
    }

    private static IEnumerable<string> Changes(NodeStack stack) =>
        stack.Ledger.Take().Where(line => !line.StartsWith("read", StringComparison.Ordinal));

    private static int IndexOf(IReadOnlyList<string> lines, string line) =>
        lines.ToList().IndexOf(line);
}
