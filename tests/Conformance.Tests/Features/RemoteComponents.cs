using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

/// <summary>Components whose code runs in a plugin: from source, by the official SDK's runner for plugins.</summary>
[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class RemoteComponents
{
    [Test]
    public async Task A_component_of_another_package_is_built_by_its_plugin()
    {
        using var stack = await NodeStack.CreateAsync("component-user.js");
        var source = Path.Combine(stack.Place.Root, "shelves");
        Workplace.TakeTo(source, "shelves.js", "thing.js");
        await File.WriteAllTextAsync(
            Path.Combine(source, "package.json"),
            """{"name": "shelves", "version": "1.0.0", "main": "shelves.js"}"""
        );
        await File.WriteAllTextAsync(
            Path.Combine(source, "PulumiPlugin.yaml"),
            "runtime: nodejs\n"
        );
        stack.Place.Append("Pulumi.yaml", "packages:\n  shelves: ../shelves\n");

        (await stack.PreviewAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.Empty);

        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EquivalentTo([
                "create before=b",
                "create board0=before is b",
                "create board1=before is b",
            ])
        );
        Assert.That(
            (string?)(await stack.OutputsAsync())["label"],
            Is.EqualTo("board0 is before is b and board1 is before is b")
        );
        var shelf = stack.Resource("shelf");
        Assert.That((string?)shelf["type"], Is.EqualTo("shelves:index:Shelf"));
        Assert.That(stack.Resource("shelf-board-0")["parent"], Is.EqualTo(shelf["urn"]));

        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Has.Exactly(3).StartsWith("delete"));
        await ProcessTable.NoneLeftAsync(stack.Place.Root);
    }
}
