using System.Collections.Immutable;
using ImportComponents;
using Pulumi;
using Pulumi.Testing;

namespace Infra.NixHost.Tests;

/// <summary>The stack of examples/import-components, whose image and network belong to another stack.</summary>
internal sealed class ImportComponentsExample
{
    private readonly ProviderMocks _provider = new();

    [Test]
    public async Task The_guest_lies_on_the_image_and_the_network_of_the_other_stack()
    {
        var (resources, outputs) = await RunAsync(
            ("imagePath", "/nix/store/b-base/nixos.qcow2"),
            ("network", "lan")
        );

        var network =
            (ImmutableDictionary<string, object>)
                ((ImmutableArray<object>)_provider.Inputs["web"]["networks"])[0];
        Assert.That(
            _provider.Inputs["web-os"]["image"],
            Is.EqualTo("/nix/store/b-base/nixos.qcow2")
        );
        Assert.That(network["network"], Is.EqualTo("lan"));
        Assert.That(
            resources.OfType<SelfConfiguringGuest>().Single().GetResourceName(),
            Is.EqualTo("web")
        );
        Assert.That(outputs.Keys, Is.EquivalentTo(["address", "system"]));
    }

    [Test]
    public void An_output_that_the_other_stack_does_not_have_is_named() =>
        Assert.That(
            async () => await RunAsync(("imagePath", "/nix/store/b-base/nixos.qcow2")),
            // The SDKs have different exceptions for it, and both name the output.
            Throws.Exception.With.Message.Contains("network")
        );

    private Task<(
        ImmutableArray<Resource> Resources,
        IDictionary<string, object?> Outputs
    )> RunAsync(params (string Name, object Value)[] others) =>
        Deployment.TestAsync(
            new WithOtherStack(_provider, others.ToDictionary(o => o.Name, o => o.Value)),
            new() { IsPreview = false },
            () => WebStack.Create(new StackReference("organization/nixos-on-nixos/dev"))
        );

    private sealed class WithOtherStack(IMocks provider, Dictionary<string, object> others) : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
            args.Type == "pulumi:pulumi:StackReference"
                ? Task.FromResult<(string?, object)>(
                    (
                        args.Id,
                        new Dictionary<string, object>
                        {
                            ["name"] = args.Name!,
                            ["outputs"] = others,
                            ["secretOutputNames"] = Array.Empty<string>(),
                        }
                    )
                )
                : provider.NewResourceAsync(args);

        public Task<object> CallAsync(MockCallArgs args) => provider.CallAsync(args);
    }
}
