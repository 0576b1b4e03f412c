using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Xml;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Devices keep their slots from one definition to the next.</summary>
internal sealed class FormerDevicesTests
{
    private const string Os =
        "<disk><source file='/os'/><target dev='vda' bus='virtio'/><serial>os</serial>{0}</disk>";
    private const string Config =
        "<disk><source dir='/{1}'/><target dev='vdb' bus='virtio'/><readonly/><serial>config</serial>{0}</disk>";
    private const string Card =
        "<interface><mac address='52:54:00:00:00:0{1}'/><model type='{2}'/>{0}</interface>";
    private const string Passed =
        "<hostdev type='pci'><source><address domain='0x0000' bus='0x06' slot='0x0{1}' function='0x0'/></source>{0}</hostdev>";

    [Test]
    public void Devices_that_stay_keep_their_slots()
    {
        var former = Write(
            6,
            At(1, Os),
            At(3, Config, "one"),
            At(2, Card, 1, "virtio"),
            At(4, Passed, 1),
            At(5, Passed, 2)
        );
        var domain = Write(
            6,
            New(Card, 1, "virtio"),
            New(Os),
            New(Config, "one"),
            New(Passed, 2),
            New(Passed, 1)
        );

        FormerDevices.KeepAddresses(domain, former, former, []);

        Assert.That(
            Slots(domain),
            Is.EqualTo(["card 02", "os 01", "config 03", "6:2 05", "6:1 04"])
        );
    }

    [Test]
    public void A_disk_to_read_with_other_content_comes_into_a_slot_that_no_device_has_had()
    {
        var former = Write(4, At(1, Os), At(2, Config, "one"), At(3, Card, 1, "virtio"));
        var domain = Write(4, New(Os), New(Config, "two"));

        FormerDevices.KeepAddresses(domain, former, former, ["config"]);

        Assert.That(Slots(domain), Is.EqualTo(["os 01", "config 04"]));
    }

    [Test]
    public void Nor_one_of_which_only_the_running_machine_knows()
    {
        var former = Write(4, At(1, Os), At(2, Config, "one"));
        var live = Write(4, At(1, Os), At(2, Config, "one"), At(3, Card, 9, "virtio"));
        var domain = Write(4, New(Os), New(Config, "two"));

        FormerDevices.KeepAddresses(domain, former, live, ["config"]);

        Assert.That(Slots(domain), Is.EqualTo(["os 01", "config 04"]));
    }

    [Test]
    public void A_card_that_comes_for_another_does_not_come_into_its_slot()
    {
        var former = Write(4, At(1, Os), At(2, Card, 1, "virtio"));
        var domain = Write(4, New(Os), New(Card, 2, "virtio"), New(Card, 3, "e1000"));

        FormerDevices.KeepAddresses(domain, former, former, []);

        Assert.That(Slots(domain), Is.EqualTo(["os 01", "card 03", "card "]));
    }

    [Test]
    public void In_a_machine_that_is_off_nothing_moves()
    {
        var former = Write(4, At(1, Os), At(2, Config, "one"));
        var domain = Write(4, New(Os), New(Config, "two"), New(Card, 1, "virtio"));

        FormerDevices.KeepAddresses(domain, former, live: null, ["config"]);

        Assert.That(Slots(domain), Is.EqualTo(["os 01", "config 02", "card "]));
    }

    [Test]
    public void Where_no_slot_is_free_a_disk_stays_in_its_own()
    {
        var former = Write(2, At(1, Os), At(2, Config, "one"));
        var domain = Write(2, New(Os), New(Config, "two"));

        FormerDevices.KeepAddresses(domain, former, former, ["config"]);

        Assert.That(Slots(domain), Is.EqualTo(["os 01", "config 02"]));
    }

    [Test]
    public void An_i440fx_has_its_slots_on_one_bus()
    {
        var former = Pc("pc-i440fx-7.2", Slot(3, Os), Slot(4, Config, "one"));
        var domain = Pc("pc", New(Os), New(Config, "two"));

        FormerDevices.KeepAddresses(domain, former, former, ["config"]);

        Assert.That(
            domain
                .Descendants("address")
                .Select(a => $"{a.Attribute("bus")?.Value} {a.Attribute("slot")?.Value}"),
            Is.EqualTo(["0x00 0x03", "0x00 0x05"])
        );
    }

    private static string New(string device, params object[] more) =>
        string.Format(null, device, ["", .. more]);

    private static string At(int bus, string device, params object[] more) =>
        string.Format(null, device, [Address(bus, 0), .. more]);

    private static string Slot(int slot, string device, params object[] more) =>
        string.Format(null, device, [Address(0, slot), .. more]);

    private static string Address(int bus, int slot) =>
        $"<address type='pci' domain='0x0000' bus='0x0{bus}' slot='0x0{slot}' function='0x0'/>";

    private static XElement Write(int ports, params string[] devices) =>
        Pc(
            "pc-q35-7.2",
            [
                .. Enumerable
                    .Range(1, ports)
                    .Select(i => $"<controller type='pci' index='{i}' model='pcie-root-port'/>"),
                .. devices,
            ]
        );

    private static XElement Pc(string machine, params string[] devices) =>
        XElement.Parse(
            $"<domain><os><type machine='{machine}'>hvm</type></os><devices>{string.Concat(devices)}</devices></domain>"
        );

    /// <summary>The devices in their order, each with its bus.</summary>
    private static IEnumerable<string> Slots(XElement domain) =>
        domain
            .Element("devices")!
            .Elements()
            .Where(d => d.Name != "controller")
            .Select(d => $"{Name(d)} {d.Element("address")?.Attribute("bus")?.Value[2..]}");

    private static string Name(XElement device) =>
        device.Element("serial")?.Value
        ?? (
            device.Name == "interface"
                ? "card"
                : $"6:{device.Element("source")!.Element("address")!.Attribute("slot")!.Value[^1]}"
        );
}
