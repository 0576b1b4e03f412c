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
        using var stack = await WithShelvesAsync();

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
        Assert.That((string?)(await stack.OutputsAsync())["label"], Is.EqualTo(Label));
        var shelf = stack.Resource("shelf");
        Assert.That((string?)shelf["type"], Is.EqualTo("shelves:index:Shelf"));
        Assert.That(stack.Resource("shelf-board-0")["parent"], Is.EqualTo(shelf["urn"]));

        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Has.Exactly(3).StartsWith("delete"));
        await ProcessTable.NoneLeftAsync(stack.Place.Root);
    }

    [Test]
    public async Task A_method_of_a_component_is_called_on_it_in_its_plugin()
    {
        using var stack = await WithShelvesAsync();

        (await stack.UpAsync()).Succeeded();
        // One answer: a secret in it makes all of it secret.
        Assert.That((string?)(await stack.OutputsAsync())["sentence"], Is.EqualTo("[secret]"));
        var shown = await stack.OutputsAsync(showSecrets: true);
        Assert.That((string?)shown["sentence"], Is.EqualTo($"before is b: {Label}"));
        Assert.That((string?)shown["told"], Is.EqualTo("before is b"));

        await stack.ConfigureAsync("text", "bad");
        var refused = (await stack.PreviewAsync()).FailedWith(1);
        Assert.That(refused.Text, Does.Contain("Shelf/describe").And.Contains("it is bad"));
    }

    [Test]
    public async Task A_component_in_TypeScript_is_served_by_the_host_for_components()
    {
        using var stack = await NodeStack.CreateAsync("furniture-user.js");
        await WritePackageAsync(stack, "furniture", "furniture.ts");
        await stack.ConfigureAsync("carving", "a rose", secret: true);

        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["create top=a rose"]));
        var shown = await stack.OutputsAsync(showSecrets: true);
        Assert.That((string?)shown["look"], Is.EqualTo("4 legs, a rose on them"));
        Assert.That((string?)(await stack.OutputsAsync())["look"], Is.EqualTo("[secret]"));

        await stack.ConfigureAsync("legs", "3");
        (await stack.UpAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.Empty, "the legs are no part of the top");
        shown = await stack.OutputsAsync(showSecrets: true);
        Assert.That((string?)shown["look"], Is.EqualTo("3 legs, a rose on them"));

        (await stack.DestroyAsync()).Succeeded();
        Assert.That(stack.Ledger.Take(), Is.EqualTo(["delete top=a rose"]));
    }

    private const string Label = "board0 is before is b and board1 is before is b";

    private static async Task<NodeStack> WithShelvesAsync()
    {
        var stack = await NodeStack.CreateAsync("component-user.js");
        await WritePackageAsync(stack, "shelves", "shelves.js");
        return stack;
    }

    private static async Task WritePackageAsync(NodeStack stack, string name, string main)
    {
        var source = Path.Combine(stack.Place.Root, name);
        Workplace.TakeTo(source, main, "thing.js");
        await File.WriteAllTextAsync(
            Path.Combine(source, "package.json"),
            $$"""{"name": "{{name}}", "version": "1.0.0", "main": "{{main}}"}"""
        );
        await File.WriteAllTextAsync(
            Path.Combine(source, "PulumiPlugin.yaml"),
            "runtime: nodejs\n"
        );
        stack.Place.Append("Pulumi.yaml", $"packages:\n  {name}: ../{name}\n");
    }
}
