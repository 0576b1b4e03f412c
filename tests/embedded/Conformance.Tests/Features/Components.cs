using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Components
{
    [Test]
    public async Task A_component_holds_its_children_and_is_renamed_with_them()
    {
        using var stack = await NodeStack.CreateAsync("components.js");

        (await stack.UpAsync()).Succeeded();
        Assert.That(
            stack.Ledger.Take(),
            Is.EquivalentTo(["create left=1", "create right=left is 1", "create single=m"])
        );
        var component = stack.Resource("old");
        Assert.That((string?)component["type"], Is.EqualTo("conformance:index:Pair"));
        Assert.That((string?)component["outputs"]!["text"], Is.EqualTo("right is left is 1"));
        var child = stack.Resource("old-left");
        Assert.That(child["parent"], Is.EqualTo(component["urn"]));
        Assert.That(
            (string?)child["urn"],
            Does.Contain("::conformance:index:Pair$pulumi-nodejs:dynamic:Resource::")
        );

        await stack.ConfigureAsync("renamed", "true");
        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.Empty, "the aliases say that all is there already");
        Assert.That(stack.Resource("moved")["parent"], Is.EqualTo(stack.Resource("new")["urn"]));
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();

        (await stack.DestroyAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Has.Exactly(3).StartsWith("delete"));
    }
}
