using System.Collections.Concurrent;
using Pulumi.Testing;

namespace Infra.NixHost.Tests;

/// <summary>A program reads what another stack or a person made, and has providers with configurations of their own.</summary>
internal sealed class ExistingResourceTests
{
    private sealed class Mocks : IMocks
    {
        public ConcurrentDictionary<string, MockResourceArgs> Seen { get; } =
            new(StringComparer.Ordinal);

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Seen[args.Name!] = args;
            object outputs = new Dictionary<string, object> { ["networkName"] = "office" };
            return Task.FromResult<(string?, object)>((args.Id ?? args.Name, outputs));
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }

    [Test]
    public async Task Whatever_exists_is_read_by_its_id_and_has_its_outputs()
    {
        var mocks = new Mocks();
        Pulumi.Output<string> network = null!;

        await Pulumi.Deployment.TestAsync(
            mocks,
            new() { IsPreview = false },
            () =>
            {
                NixImage.Get("image", "/nix/store/x-image");
                NixSystem.Get("system", "system-id");
                OverlayDisk.Get("os", "/images/os.qcow2");
                ConfigDisk.Get("config", "config-id");
                NixGuest.Get("web", "web");
                network = BridgeNetwork.Get("lan", "office").NetworkName;
            }
        );

        Assert.That(
            mocks.Seen.Values.Select(r => $"{r.Type} {r.Name} {r.Id}"),
            Is.EquivalentTo([
                "nixhost:index:NixImage image /nix/store/x-image",
                "nixhost:index:NixSystem system system-id",
                "nixhost:index:OverlayDisk os /images/os.qcow2",
                "nixhost:index:ConfigDisk config config-id",
                "nixhost:index:NixGuest web web",
                "nixhost:index:BridgeNetwork lan office",
            ])
        );
        Assert.That(
            await Pulumi.Utilities.OutputUtilities.GetValueAsync(network),
            Is.EqualTo("office")
        );
    }

    [Test]
    public async Task A_resource_uses_the_provider_that_its_options_name()
    {
        var mocks = new Mocks();

        await Pulumi.Deployment.TestAsync(
            mocks,
            new() { IsPreview = false },
            () =>
            {
                var fast = new Provider("fast", new() { ImageDirectory = "/srv/nvme" });
                _ = new Provider("usual");
                _ = new BridgeNetwork("lan", new() { Bridge = "br0" }, new() { Provider = fast });
            }
        );

        Assert.That(mocks.Seen["fast"].Type, Is.EqualTo("pulumi:providers:nixhost"));
        Assert.That(mocks.Seen["fast"].Inputs["imageDirectory"], Is.EqualTo("/srv/nvme"));
        Assert.That(mocks.Seen["usual"].Inputs, Is.Empty);
        Assert.That(mocks.Seen["lan"].Provider, Does.Contain("::fast::"));
    }
}
