using System.Xml.Linq;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A fragment of domain XML adds to what the inputs say and never replaces it.</summary>
internal sealed class ExtraXmlTests : GuestTest
{
    private const string Mac = "52:54:00:12:34:56";

    private static readonly PropertyMap Wired = Inputs.With(
        "networks",
        PropertyValue.List(PropertyMap.Of(("network", "lan"), ("mac", Mac)))
    );

    [TestCase("<uuid>00000000-0000-4000-8000-000000000001</uuid>", "uuid")]
    [TestCase("<name>other</name>", "name")]
    [TestCase("<domain type='kvm'><name>other</name></domain>", "domain@type", "name")]
    [TestCase("<memory>65536</memory>", "memory")]
    [TestCase("<currentMemory>65536</currentMemory>", "currentMemory")]
    [TestCase("<vcpu>4</vcpu>", "vcpu")]
    [TestCase("<vcpu current='1'/>", "vcpu@current")]
    [TestCase("<os firmware='efi'/>", "os@firmware")]
    [TestCase("<os><type machine='pc'/></os>", "os/type@machine")]
    [TestCase("<os><nvram>/var/lib/libvirt/qemu/nvram/other_VARS.fd</nvram></os>", "os/nvram")]
    [TestCase("<os><nvram type='file'><source file='/other'/></nvram></os>", "os/nvram")]
    [TestCase("<cpu mode='host-model'/>", "cpu@mode")]
    [TestCase("<on_crash>preserve</on_crash>", "on_crash")]
    [TestCase(
        "<metadata><n:owner xmlns:n='urn:infra:nixhost:owner:1' urn='x'/></metadata>",
        "metadata/owner"
    )]
    [TestCase(
        "<devices><disk><serial>os</serial><source file='/other'/></disk></devices>",
        "devices/disk/source@file"
    )]
    [TestCase(
        "<devices><disk><serial>os</serial><readonly/></disk></devices>",
        "devices/disk/readonly"
    )]
    [TestCase(
        "<devices><disk><target dev='vda'/><serial>other</serial></disk></devices>",
        "devices/disk"
    )]
    [TestCase("<devices><disk><driver cache='none'/></disk></devices>", "devices/disk")]
    [TestCase(
        "<devices><interface><mac address='52:54:00:12:34:56'/><source network='x'/></interface></devices>",
        "devices/interface/source@network"
    )]
    [TestCase(
        "<devices><interface><mac address='52:54:00:00:00:09'/><mtu size='9000'/></interface></devices>",
        "devices/interface"
    )]
    public async Task What_the_inputs_decide_is_refused_by_its_path(
        string extra,
        params string[] paths
    )
    {
        var failures = await Stack.FailuresOfAsync(Type, "web", Wired.With("extraXml", extra));

        Assert.That(failures.Select(f => f.Path).Distinct(), Is.EqualTo(["extraXml"]));
        Assert.That(failures.Select(f => f.Reason.Split(": ")[0]), Is.EqualTo(paths));
    }

    [Test]
    public async Task A_refusal_names_the_input_that_decides()
    {
        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Wired.With("extraXml", "<name>other</name>")
        );

        Assert.That(
            failures.Single().Reason,
            Is.EqualTo(
                "name: the fragment may not change \"web\" to \"other\"; guestName decides it"
            )
        );
    }

    /// <summary>Every input of a disk and of a card that is written into its element, with a fragment that says something else.</summary>
    private static readonly object?[][] Contradictions =
    [
        ["disks", "path", "/images/os.qcow2", "<source file='/x'/>", "source@file"],
        ["disks", "kind", "file", "type='block'", "@type"],
        ["disks", "format", "qcow2", "<driver type='raw'/>", "driver@type"],
        ["disks", "bus", "sata", "<target bus='usb'/>", "target@bus"],
        ["disks", "bus", null, "<target bus='usb'/>", "target@bus"],
        ["disks", "readOnly", true, "<readonly>no</readonly>", "readonly"],
        ["disks", "readOnly", null, "<readonly/>", "readonly"],
        ["disks", "transient", true, "<transient shareBacking='yes'/>", "transient"],
        ["disks", "transient", null, "<transient/>", "transient"],
        ["disks", "cache", "none", "<driver cache='unsafe'/>", "driver@cache"],
        ["disks", "io", "threads", "<driver io='io_uring'/>", "driver@io"],
        ["disks", "discard", "ignore", "<driver discard='unmap'/>", "driver@discard"],
        ["disks", "discard", "unmap", "<driver discard='ignore'/>", "driver@discard"],
        ["networks", "network", "lan", "<source network='x'/>", "source@network"],
        ["networks", "network", "lan", "<source bridge='x'/>", "source@bridge"],
        ["networks", "model", "e1000e", "<model type='virtio'/>", "model@type"],
        ["networks", "model", null, "<model type='e1000e'/>", "model@type"],
        ["networks", "vlan", 5, "<vlan><tag id='6'/></vlan>", "vlan/tag@id"],
    ];

    [TestCaseSource(nameof(Contradictions))]
    public async Task What_an_input_of_a_disk_or_card_says_is_not_overridden(
        string list,
        string input,
        object? value,
        string extra,
        string place
    )
    {
        var (element, key) =
            list == "disks"
                ? ("disk", "<serial>os</serial>")
                : ("interface", $"<mac address='{Mac}'/>");
        var (attribute, inner) = extra.StartsWith('<') ? ("", extra) : (extra, "");
        var fragment = $"<devices><{element} {attribute}>{key}{inner}</{element}></devices>";

        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            With(list, input, value).With("extraXml", fragment)
        );

        var path = $"{list}[0].{(place == "source@bridge" ? "bridge" : input)}";
        var reason = failures.Single(f => f.Path == "extraXml").Reason;
        Assert.That(
            reason,
            Does.StartWith(
                    $"devices/{element}{(place[0] == '@' ? "" : "/")}{place}: the fragment may not "
                )
                .And.EndWith($"; {path} decides it: change that, or leave it out of the fragment")
        );
        if (value is string or int && place != "source@bridge")
        {
            Assert.That(reason, Does.Contain($"change \"{value}\" to "));
        }
    }

    [TestCase("cache", "none", "<driver cache='none'/>")]
    [TestCase("discard", "ignore", "<driver discard='ignore'/>")]
    [TestCase("readOnly", true, "<readonly/>")]
    [TestCase("discard", null, "<driver discard='ignore'/>")]
    [TestCase("cache", null, "<driver cache='unsafe'/>")]
    public async Task What_says_the_same_or_what_no_input_says_is_fine(
        string input,
        object? value,
        string extra
    )
    {
        var fragment = $"<devices><disk><serial>os</serial>{extra}</disk></devices>";

        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            With("disks", input, value).With("extraXml", fragment)
        );

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task The_second_disk_is_named_by_its_own_place_in_the_inputs()
    {
        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Wired.With(
                "extraXml",
                "<devices><disk><serial>config</serial><target bus='sata'/></disk></devices>"
            )
        );

        Assert.That(
            failures.Single().Reason,
            Is.EqualTo(
                "devices/disk/target@bus: the fragment may not change \"virtio\" to \"sata\"; disks[1].bus decides it: change that, "
                    + "or leave it out of the fragment"
            )
        );
    }

    private static PropertyMap With(string list, string input, object? value)
    {
        var items = ((PropertyValue.Array)Wired[list]).Items;
        var first = ((PropertyValue.Object)items[0]).Properties;
        first = value switch
        {
            string text => first.With(input, text),
            bool flag => first.With(input, flag),
            int number => first.With(input, number),
            _ => first,
        };
        return Wired.With(list, PropertyValue.List([first, .. items.Skip(1)]));
    }

    [TestCase("<serial>os</serial>")]
    [TestCase("<target dev='vda'/>")]
    public async Task A_disk_gets_cache_io_discard_and_queues_by_serial_or_target(string key)
    {
        var disk = await UpAsync(
            $"<devices><disk>{key}<driver cache='none' io='native' discard='ignore' queues='2'/>"
                + "<iotune><total_iops_sec>100</total_iops_sec></iotune></disk></devices>",
            "disk"
        );

        var driver = disk.Element("driver")!;
        Assert.That(
            driver.Attributes().Select(a => $"{a.Name}={a.Value}"),
            Is.EquivalentTo([
                "name=qemu",
                "type=qcow2",
                "discard=ignore",
                "cache=none",
                "io=native",
                "queues=2",
            ])
        );
        Assert.That(disk.Element("iotune"), Is.Not.Null);
        Assert.That(
            disk.Element("source")!.Attribute("file")!.Value,
            Is.EqualTo("/images/os.qcow2")
        );
        Assert.That(disk.Elements("serial").Count(), Is.EqualTo(1));
    }

    [TestCase("<mac address='52:54:00:12:34:56'/>")]
    [TestCase("")]
    public async Task A_card_gets_mtu_and_queues_by_its_address_or_as_the_only_one(string key)
    {
        var card = await UpAsync(
            $"<devices><interface>{key}<mtu size='9000'/><driver queues='2'/></interface></devices>",
            "interface"
        );

        Assert.That(card.Element("mtu")!.Attribute("size")!.Value, Is.EqualTo("9000"));
        Assert.That(card.Element("driver")!.Attribute("queues")!.Value, Is.EqualTo("2"));
        Assert.That(card.Element("mac")!.Attribute("address")!.Value, Is.EqualTo(Mac));
    }

    [Test]
    public async Task Several_elements_of_one_name_are_all_added()
    {
        await Stack.UpAsync(
            Type,
            "web",
            Wired.With("extraXml", "<cpu><feature name='a'/><feature name='b'/></cpu>")
        );

        Assert.That(
            XElement
                .Parse(Domains.Only.Xml)
                .Descendants("feature")
                .Select(f => f.Attribute("name")!.Value),
            Is.EqualTo(["a", "b"])
        );
    }

    [Test]
    public async Task A_whole_disk_and_a_whole_card_are_added()
    {
        await Stack.UpAsync(
            Type,
            "web",
            Wired.With(
                "extraXml",
                "<devices><disk type='file'><source file='/x.iso'/><target dev='sdz' bus='sata'/></disk>"
                    + "<interface type='user'><source dev='eth0'/></interface></devices>"
            )
        );

        var devices = XElement.Parse(Domains.Only.Xml).Element("devices")!;
        Assert.That(devices.Elements("disk").Count(), Is.EqualTo(3));
        Assert.That(devices.Elements("interface").Count(), Is.EqualTo(2));
    }

    /// <summary>The first device of a name in the definition.</summary>
    private async Task<XElement> UpAsync(string extra, string device)
    {
        await Stack.UpAsync(Type, "web", Wired.With("extraXml", extra));
        var devices = XElement.Parse(Domains.Only.Xml).Element("devices")!;
        Assert.That(devices.Elements(device).Count(), Is.EqualTo(device == "disk" ? 2 : 1));
        return devices.Elements(device).First();
    }
}
