using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Two guests that swap what only one of them can have, within one run.</summary>
internal sealed class GuestSwapTests : GuestTest
{
    private const string One = "52:54:00:00:00:01";
    private const string Two = "52:54:00:00:00:02";

    [SetUp]
    public void MakeDisks()
    {
        Stack.Host.FakeImages.Add("/images/db.qcow2", 2048);
        Stack.Host.FakeImages.Add("/images/a.qcow2", 2048);
        Stack.Host.FakeImages.Add("/images/b.qcow2", 2048);
    }

    [Test]
    public async Task Two_guests_that_swap_their_MAC_addresses_have_them_after_one_run()
    {
        await SwapAsync(
            (With("os").With("networks", Card(One)), With("db").With("networks", Card(Two))),
            (With("os").With("networks", Card(Two)), With("db").With("networks", Card(One)))
        );

        Assert.That(MacsOf("web"), Is.EqualTo([Two]));
        Assert.That(MacsOf("db"), Is.EqualTo([One]));
    }

    [Test]
    public async Task Two_guests_that_swap_their_addresses_have_them_after_one_run()
    {
        await SwapAsync(
            (With("os").With("address", At(10)), With("db").With("address", At(11))),
            (With("os").With("address", At(11)), With("db").With("address", At(10)))
        );

        Assert.That(Addresses("web"), Is.EqualTo("10.99.61.11"));
        Assert.That(Addresses("db"), Is.EqualTo("10.99.61.10"));
    }

    [Test]
    public async Task Two_running_guests_that_swap_a_disk_have_it_after_one_run_without_a_restart()
    {
        await SwapAsync((With("os", "a"), With("db", "b")), (With("os", "b"), With("db", "a")));

        Assert.That(DisksOf("web"), Is.EqualTo(["/images/os.qcow2", "/images/b.qcow2"]));
        Assert.That(DisksOf("db"), Is.EqualTo(["/images/db.qcow2", "/images/a.qcow2"]));
        Assert.That(Domains.All.Values.Select(d => d.Boots), Is.All.EqualTo(1));
    }

    [Test]
    public async Task Two_guests_that_swap_the_disks_they_boot_from_have_them_after_one_run()
    {
        await SwapAsync((With("os"), With("db")), (With("db"), With("os")));

        Assert.That(DisksOf("web"), Is.EqualTo(["/images/db.qcow2"]));
        Assert.That(DisksOf("db"), Is.EqualTo(["/images/os.qcow2"]));
    }

    [Test]
    public async Task Two_guests_that_swap_the_disks_of_one_serial_have_them_after_one_run()
    {
        await SwapAsync((Data("os", "a"), Data("db", "b")), (Data("os", "b"), Data("db", "a")));

        Assert.That(DisksOf("web"), Is.EqualTo(["/images/os.qcow2", "/images/b.qcow2"]));
        Assert.That(DisksOf("db"), Is.EqualTo(["/images/db.qcow2", "/images/a.qcow2"]));
    }

    [Test]
    public async Task A_swap_of_disks_one_after_the_other_says_who_has_the_disk_and_leaves_both_guests()
    {
        await Stack.UpAsync(Type, "web", With("os", "a"));
        await Stack.UpAsync(Type, "db", With("db", "b"));
        Stack.Restart(new QuickClock());

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", With("os", "b"))
        );

        Assert.That(failure!.Code, Is.EqualTo("disk-in-use"));
        Assert.That(failure.Message, Does.Contain("the domain 'db' uses it"));
        Assert.That(DisksOf("web"), Is.EqualTo(["/images/os.qcow2", "/images/a.qcow2"]));
        Assert.That(DisksOf("db"), Is.EqualTo(["/images/db.qcow2", "/images/b.qcow2"]));
    }

    [Test]
    public async Task A_MAC_address_that_another_guest_of_the_program_keeps_is_refused_in_preview()
    {
        var db = With("db").With("networks", Card(Two));
        await Stack.UpAsync(Type, "web", With("os").With("networks", Card(One)));
        await Stack.UpAsync(Type, "db", db);
        Stack.Restart();
        await Stack.PreviewAsync(Type, "web", With("os").With("networks", Card(Two)));

        var failures = await Stack.FailuresOfAsync(Type, "db", db);

        Assert.That(failures.Single().Path, Is.EqualTo("networks[0].mac"));
        Assert.That(failures.Single().Reason, Does.Contain("::web").And.EndWith("[mac-taken]"));
    }

    /// <summary>Brings two guests up, and lets an engine change both at once after it has checked both.</summary>
    private async Task SwapAsync(
        (PropertyMap Web, PropertyMap Db) before,
        (PropertyMap Web, PropertyMap Db) after
    )
    {
        await Stack.UpAsync(Type, "web", before.Web);
        await Stack.UpAsync(Type, "db", before.Db);
        Stack.Restart();
        await Stack.PreviewAsync(Type, "web", after.Web);
        await Stack.PreviewAsync(Type, "db", after.Db);
        Stack.Restart();

        var web = Stack.UpAsync(Type, "web", after.Web);
        var db = Stack.UpAsync(Type, "db", after.Db);
        await Task.WhenAll(web, db);
    }

    private XElement LiveOf(string name) =>
        XElement.Parse(Domains.All.Values.Single(d => d.Name == name).LiveXml);

    private IEnumerable<string> DisksOf(string name) =>
        LiveOf(name).Descendants("disk").Select(d => d.Element("source")!.Attribute("file")!.Value);

    private IEnumerable<string> MacsOf(string name) =>
        LiveOf(name)
            .Descendants("interface")
            .Select(i => i.Element("mac")!.Attribute("address")!.Value);

    private string Addresses(string name) =>
        Stack.StateOf(Type, name).Outputs.Get("ipAddresses") is PropertyValue.Array addresses
            ? string.Join(' ', addresses.Items.OfType<PropertyValue.String>().Select(a => a.Value))
            : "";

    private static PropertyValue Card(string mac) =>
        PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", mac)));

    private static PropertyValue At(int host) => PropertyMap.Of(("address", $"10.99.61.{host}/24"));

    private static PropertyMap With(params string[] disks) =>
        Of(disks.Select(d => Disk(d, serial: d)));

    private static PropertyMap Data(string os, string data) =>
        Of([Disk(os, serial: os), Disk(data, serial: "data")]);

    private static PropertyMap Of(IEnumerable<PropertyValue> disks) =>
        PropertyMap.Of(("memory", "128MiB"), ("disks", PropertyValue.List(disks)));

    private static PropertyValue Disk(string name, string serial) =>
        PropertyMap.Of(("path", $"/images/{name}.qcow2"), ("serial", serial));
}
