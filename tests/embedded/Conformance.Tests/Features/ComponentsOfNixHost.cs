using Conformance.Tests.Lab;

namespace Conformance.Tests.Features;

/// <summary>The component of this repository's own provider, from a program on the official Node SDK.</summary>
[Category("Real")]
public sealed class ComponentsOfNixHost
{
    [Test]
    public async Task A_guest_that_configures_itself_is_previewed_with_all_its_resources()
    {
        using var stack = await NixHostStack.CreateAsync("self-configuring.js");
        var name = await ConfigureAsync(stack);
        await stack.ConfigureAsync("hostName", name);

        var preview = (await stack.PreviewAsync("--json")).Succeeded();

        foreach (var part in new[] { "", "-os", "-nixConfig", "-selfConfig", "-config" })
        {
            Assert.That(preview.Output, Does.Contain($"::{name}{part}\""));
        }

        Assert.That(
            preview.Output,
            Does.Contain("nixhost:index:SelfConfiguringGuest$nixhost:index:NixGuest")
        );
        Assert.That(preview.Text, Does.Not.Contain("ssh-ed25519 AAAA"), "the keys are a secret");
    }

    [Test]
    public async Task Wrong_inputs_are_told_by_property()
    {
        using var stack = await NixHostStack.CreateAsync("self-configuring.js");
        await ConfigureAsync(stack);

        var preview = (await stack.PreviewAsync()).FailedWith(1);

        Assert.That(
            preview.Text,
            Does.Contain("property identity.hostName: is required and has no value")
        );
    }

    /// <summary>Gives the guest an image, a configuration and a name of its own.</summary>
    private static async Task<string> ConfigureAsync(NodeStack stack)
    {
        var own = Directory.CreateDirectory(
            Path.Combine(stack.Place.Directory, "guests", "hosts", "web")
        );
        await File.WriteAllTextAsync(Path.Combine(own.FullName, "configuration.nix"), "{ }");
        await stack.ConfigureAsync("keys", "[\"ssh-ed25519 AAAA me\"]", secret: true);
        return await NixHostStack.ConfigureAsync(stack);
    }
}
