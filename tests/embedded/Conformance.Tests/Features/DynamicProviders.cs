using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

/// <summary>The SDK's own provider for resources whose operations are JavaScript: a plugin with no capability at all.</summary>
[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class DynamicProviders
{
    [Test]
    public async Task A_resource_is_created_updated_replaced_and_deleted()
    {
        using var stack = await NodeStack.CreateAsync("life.js");

        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EquivalentTo(["create base=1", "create base-id=base is 1", "read known-id"])
        );
        Assert.That((string?)(await stack.OutputsAsync())["text"], Is.EqualTo("base is 1"));

        await stack.ConfigureAsync("value", "2");
        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take().Where(line => !line.StartsWith("read", StringComparison.Ordinal)),
            Is.EqualTo(["update base=1>2", "update base-id=base is 1>base is 2"])
        );

        await stack.ConfigureAsync("kind", "other");
        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take().Where(line => !line.StartsWith("read", StringComparison.Ordinal)),
            Is.EqualTo([
                "create other=2",
                // What is to be deleted first goes before its replacement comes; the rest afterwards.
                "delete base-id=base is 2",
                "create other-id=other is 2",
                "delete base=2",
            ])
        );

        await stack.ConfigureAsync("more", "false");
        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Does.Contain("delete other-id=other is 2"));

        (await stack.DestroyAsync()).Succeeded();
        // What was only read is not the stack's to delete.
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["delete other=2"]));
        Assert.That(stack.Resources, Is.Empty);
    }

    [Test]
    public async Task A_provider_reads_the_configuration_of_the_stack()
    {
        using var stack = await NodeStack.CreateAsync("configured.js");
        await stack.ConfigureAsync("password", "open sesame", secret: true);
        await stack.ConfigureAsync("desk:token", "plain");

        (await stack.UpAsync()).Succeeded();

        var outputs = await stack.OutputsAsync();
        Assert.Multiple(() =>
        {
            Assert.That((int?)outputs["length"], Is.EqualTo("open sesame".Length));
            Assert.That((string?)outputs["token"], Is.EqualTo("plain"));
        });
    }

    [Test]
    public async Task A_refresh_takes_over_what_is_really_there()
    {
        using var stack = await NodeStack.CreateAsync("life.js");
        (await stack.UpAsync()).Succeeded();

        await File.WriteAllTextAsync(stack.Ledger.Path + ".base-id", """{"text": "changed"}""");
        await File.WriteAllTextAsync(stack.Ledger.Path + ".base-id-id", """{"gone": true}""");
        (await stack.RunAsync("refresh", "--yes", "--skip-preview")).Succeeded();

        Assert.That((string?)stack.Resource("base")["outputs"]!["text"], Is.EqualTo("changed"));
        Assert.That(stack.Resources.Select(r => (string)r["urn"]!), Has.None.EndsWith("::more"));

        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Lines, Has.Exactly(1).EqualTo("create base-id=changed"));
    }

    [Test]
    public async Task A_preview_does_nothing_and_an_update_without_changes_neither()
    {
        using var stack = await NodeStack.CreateAsync("life.js");

        var preview = (await stack.PreviewAsync()).Succeeded();
        Assert.That(preview.Output, Does.Contain("+ 3 to create"));
        Assert.That(stack.Ledger.Lines, Is.EqualTo(["read known-id"]));

        (await stack.UpAsync()).Succeeded();
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.UpAsync("--expect-no-changes")).Succeeded();
        await stack.ConfigureAsync("value", "2");
        (await stack.PreviewAsync("--expect-no-changes")).FailedWith(7);
    }

    [Test]
    public async Task What_a_provider_refuses_is_said_once_with_its_reason()
    {
        using var stack = await NodeStack.CreateAsync("life.js");

        await stack.ConfigureAsync("value", "refused");
        var preview = (await stack.PreviewAsync()).FailedWith(1);
        Assert.That(preview.Count("it says refused"), Is.EqualTo(1), preview.Text);

        await stack.ConfigureAsync("value", "broken");
        var up = (await stack.UpAsync()).FailedWith(1);
        Assert.That(up.Count("error: the base cannot be made"), Is.EqualTo(1), up.Text);
        Assert.That(
            stack.Resources.Select(r => (string)r["urn"]!),
            Has.None.EndsWith("::base").And.None.EndsWith("::more")
        );
    }
}
