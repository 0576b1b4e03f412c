using Conformance.Tests.Lab;
using Newtonsoft.Json.Linq;

namespace Conformance.Tests.Features;

/// <summary>The resources of this repository's own provider, from a program on the official Node SDK and classes made from the schema.</summary>
[Category("Real")]
public sealed class PackageOfNixHost
{
    [Test]
    public async Task Disks_and_networks_are_given_to_a_guest_as_they_are()
    {
        using var stack = await NixHostStack.CreateAsync("machine.js");
        await NodePackage.WriteAsync(
            stack.Place,
            Path.Combine(Checkout.Root, "sdk", "Infra.NixHost.Provider", "schema.json")
        );
        var name = await NixHostStack.ConfigureAsync(stack);

        var preview = JObject.Parse((await stack.PreviewAsync("--json")).Succeeded().Output);

        var guest = preview["steps"]!.Single(step =>
            ((string)step["urn"]!).EndsWith($"NixGuest::{name}", StringComparison.Ordinal)
        );
        var inputs = guest["newState"]!["inputs"]!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)guest["op"], Is.EqualTo("create"));
            Assert.That((long)inputs["memory"]!, Is.EqualTo(512L * 1024 * 1024));
            Assert.That(inputs["disks"]!.Count(), Is.EqualTo(2));
            Assert.That((string?)inputs["networks"]![0]!["network"], Is.EqualTo(name));
        });
    }
}
