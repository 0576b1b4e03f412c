using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Xml;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Which slots devices have in a definition that follows another.</summary>
internal sealed class FormerDevicesTests
{
    private const string Os =
        "<disk><source file='/os'/><target dev='vda' bus='virtio'/><serial>os</serial>{0}</disk>";
    private const string Config =
        "<disk><source dir='/{1}'/><target dev='vdb' bus='virtio'/><readonly/><serial>config</serial>{0}</disk>";
    private const string Card =
        "<interface><mac address='52:54:00:00:00:0{1}'/><model type='virtio'/>{0}</interface>";

    [Test]
    public void Devices_that_stay_keep_their_slots()
    {
        var domain = Write(4, New(Card, 1), New(Os), New(Config, "one"));

        FormerDevices.KeepAddresses(
            domain,
            Write(4, At(1, Os), At(3, Config, "one"), At(2, Card, 1))
        );

        Assert.That(
            Slots(domain),
            Is.EqualTo(["config 0x03", "os 0x01", "52:54:00:00:00:01 0x02"])
        );
    }

    [Test]
    public void A_disk_to_read_with_other_content_comes_into_a_slot_that_no_device_has_had()
    {
        var domain = Write(4, New(Os), New(Config, "two"));

        FormerDevices.KeepAddresses(
            domain,
            Write(4, At(1, Os), At(2, Config, "one"), At(3, Card, 1))
        );

        Assert.That(Slots(domain), Is.EqualTo(["config 0x04", "os 0x01"]));
    }

    [Test]
    public void A_card_that_comes_for_another_does_not_come_into_its_slot()
    {
        var domain = Write(4, New(Os), New(Card, 2));

        FormerDevices.KeepAddresses(domain, Write(4, At(1, Os), At(2, Card, 1)));

        Assert.That(Slots(domain), Is.EqualTo(["os 0x01", "52:54:00:00:00:02 0x03"]));
    }

    [Test]
    public void Where_no_slot_is_free_libvirt_chooses()
    {
        var domain = Write(2, New(Os), New(Config, "two"));

        FormerDevices.KeepAddresses(domain, Write(2, At(1, Os), At(2, Config, "one")));

        Assert.That(Slots(domain), Is.EqualTo(["config ", "os 0x01"]));
    }

    private static string New(string device, object? more = null) =>
        string.Format(null, device, "", more);

    private static string At(int bus, string device, object? more = null) =>
        string.Format(
            null,
            device,
            $"<address type='pci' domain='0x0000' bus='0x0{bus}' slot='0x00' function='0x0'/>",
            more
        );

    private static XElement Write(int ports, params string[] devices) =>
        XElement.Parse(
            $"""
            <domain><os><type machine='pc-q35-7.2'>hvm</type></os><devices>
            {string.Concat(Enumerable.Range(1, ports).Select(Port))}{string.Concat(devices)}
            </devices></domain>
            """
        );

    private static string Port(int index) =>
        $"<controller type='pci' index='{index}' model='pcie-root-port'/>";

    /// <summary>Disks by serial, then cards by MAC address, each with its bus.</summary>
    private static IEnumerable<string> Slots(XElement domain) =>
        DeviceKeys
            .Disks(domain)
            .OrderBy(d => d.Serial, StringComparer.Ordinal)
            .Concat(DeviceKeys.Cards(domain))
            .Select(d => $"{d.Item1} {d.Item2.Element("address")?.Attribute("bus")?.Value}");
}
