using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>What is on real libvirt and in a real store is found, and an import takes it.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ListingTests
{
    private RealHost _real = null!;

    [SetUp]
    public void Start() => _real = new();

    [TearDown]
    public async Task StopAsync() => await _real.DisposeAsync();

    [Test]
    public async Task Guests_networks_disks_and_images_are_listed_and_each_is_read_by_its_id()
    {
        var disk = await _real.MakeSystemDiskAsync("os");
        var network = await _real.Stack.UpAsync(
            "BridgeNetwork",
            $"{_real.Prefix}-lan",
            PropertyMap.Of(("bridge", "nixhost0"), ("requireUplink", false))
        );
        var guest = await _real.Stack.UpAsync(
            "NixGuest",
            $"{_real.Prefix}-web",
            PropertyMap.Of(
                ("running", false),
                ("memory", "32MiB"),
                ("disks", PropertyValue.List(PropertyMap.Of(("path", disk))))
            )
        );
        var image = _real.Stack.StateOf("NixImage", $"{_real.Prefix}-image");

        await AssertListedAsync("NixGuest", guest.Id, $"{_real.Prefix}-web");
        await AssertListedAsync("BridgeNetwork", network.Id, $"{_real.Prefix}-lan");
        await AssertListedAsync("OverlayDisk", disk, Path.GetFileName(disk));
        await AssertListedAsync("NixImage", image.Id, $"{_real.Prefix}-image");
        await _real.Stack.DestroyAsync("NixGuest", $"{_real.Prefix}-web");
        await _real.Stack.DestroyAsync("BridgeNetwork", $"{_real.Prefix}-lan");
    }

    private async Task AssertListedAsync(string type, string id, string name)
    {
        var token = $"nixhost:index:{type}";
        using var hosts = new OpenHosts(
            _real.Host.Options,
            _ => _real.Host,
            Package.Handlers,
            new(_real.Stack.Log, _real.Stack.Directory, TimeProvider.System)
        );
        var handler = hosts.Own.Handlers.For(token);
        var after = "";
        ListedObject? found = null;
        // Other tests have objects on this host, too, and any of them may be on the pages before.
        while (found is null)
        {
            var (page, hasMore) = await new Listing(handler).ReadAsync(
                new(Owned: true, Unfit: false, after, Listing.LargestPage),
                default
            );
            found = page.FirstOrDefault(o => o.Id == id);
            Assert.That(found is not null || hasMore, $"{type} {id} is not listed");
            after = page.LastOrDefault()?.Id ?? after;
        }

        var call = new StateCall(
            new(Urn.Create("dev", "lab", null, token, "new")),
            id,
            PropertyMap.Empty,
            PropertyMap.Empty
        );
        Assert.That(found.Name, Is.EqualTo(name));
        Assert.That(await handler.ReadAsync(call, default), Is.Not.Null);
    }
}
