using Infra.NixHost.Hosts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Host;

internal sealed class ImageDeliveryTests : HostsTest
{
    [Test]
    public async Task A_lost_host_does_not_keep_an_image_from_its_way()
    {
        const string barnAddress = "ssh://root@barn.lan";
        AddImage(Attic);
        var barn = MakeHost(barnAddress, new("bbbbbbbb-0000-4000-8000-000000000001"));
        await AtticAsync();
        await ConnectAsync("barn", barnAddress, barn);
        var cellar = await CellarAsync();
        barn.FakeStore.Failure = new("host-lost", "The host barn.lan was lost.");

        await Stack.UpAsync("OverlayDisk", "os", Overlay(cellar));

        Assert.That(Cellar.FakeStore.Roots.Values, Does.Contain(Image));
    }

    [Test]
    public async Task A_disk_brings_its_image_from_the_machine_of_the_program()
    {
        AddImage(Stack.Host);

        await Stack.UpAsync("OverlayDisk", "os", Overlay(await AtticAsync()));

        Assert.That(Attic.FakeStore.Valid, Does.ContainKey(Image));
        Assert.That(Attic.FakeStore.Roots.Values, Does.Contain(Image));
    }

    [Test]
    public async Task A_disk_brings_its_image_from_another_host()
    {
        AddImage(Attic);
        await AtticAsync();

        await Stack.UpAsync("OverlayDisk", "os", Overlay(await CellarAsync()));

        Assert.That(Cellar.FakeStore.Roots.Values, Does.Contain(Image));
    }

    [Test]
    public async Task An_image_that_is_there_is_not_brought_again()
    {
        AddImage(Stack.Host);
        await Stack.UpAsync("OverlayDisk", "os", Overlay(await AtticAsync()));
        Attic.Calls.Clear();

        await Stack.UpAsync("OverlayDisk", "data", Overlay(await AtticAsync()));

        Assert.That(Attic.Calls.Writes, Has.None.StartsWith("bring"));
    }
}
