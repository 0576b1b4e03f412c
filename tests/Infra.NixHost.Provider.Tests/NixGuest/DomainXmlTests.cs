using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.Cli.Tests.Snapshots;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class DomainXmlTests
{
    private static DomainSpec Spec(PropertyMap inputs, bool isKvm = false) =>
        new(
            TestStack.IdentityOf("NixGuest", "web"),
            NixGuestInputs.Read(inputs.With("guestName", "web")),
            new("11111111-2222-5333-8444-555555555555"),
            isKvm,
            "/var/lib/nixhost/consoles/web.log"
        )
        {
            Backing = ImmutableDictionary<string, ImmutableArray<DiskImage>>.Empty.Add(
                "/images/os.qcow2",
                [new("/nix/store/x-image/nixos.qcow2", "qcow2", 1, 1, null, null)]
            ),
        };

    private static readonly PropertyMap Small = PropertyMap.Of(
        ("memory", "128MiB"),
        (
            "disks",
            PropertyValue.List(
                PropertyMap.Of(("path", "/images/os.qcow2"), ("serial", "os")),
                PropertyMap.Of(
                    ("path", "/nix/store/x-config"),
                    ("kind", "directory"),
                    ("serial", "config")
                )
            )
        ),
        ("networks", PropertyValue.List(PropertyMap.Of(("network", "lan"))))
    );

    private static readonly PropertyValue Disks = PropertyValue.List(
        PropertyMap.Of(("path", "/dev/vg/os"), ("kind", "block"), ("serial", "os")),
        PropertyMap.Of(("path", "fast/data"), ("kind", "volume"), ("format", "raw")),
        PropertyMap.Of(("path", "/images/scratch.qcow2"), ("transient", true), ("bus", "sata")),
        PropertyMap.Of(
            ("path", "/iso/x.iso"),
            ("format", "raw"),
            ("bus", "scsi"),
            ("readOnly", true)
        )
    );

    private static readonly PropertyValue HostDevices = PropertyValue.List(
        PropertyMap.Of(("pci", "0000:01:00.0")),
        PropertyMap.Of(("usb", "046d:c52b"))
    );

    [Test]
    public void A_small_guest_under_tcg() => Snapshot.Verify(DomainXml.Write(Spec(Small)));

    [Test]
    public void A_guest_with_everything_under_kvm() =>
        Snapshot.Verify(
            DomainXml.Write(
                Spec(
                    PropertyMap.Of(
                        ("memory", "2GiB"),
                        ("maxMemory", "4GiB"),
                        ("cpus", 2),
                        ("maxCpus", 4),
                        ("firmware", "uefi"),
                        ("graphics", "spice"),
                        ("console", "pty"),
                        ("agent", true),
                        ("tpm", true),
                        ("hugepages", true),
                        ("hostDevices", HostDevices),
                        ("restartPolicy", "on-crash"),
                        ("disks", Disks),
                        (
                            "networks",
                            PropertyValue.List(
                                PropertyMap.Of(
                                    ("bridge", "br0"),
                                    ("mac", "52:54:00:12:34:56"),
                                    ("model", "e1000e")
                                )
                            )
                        ),
                        (
                            "extraXml",
                            "<features><hyperv><relaxed state='on'/></hyperv></features><devices><watchdog model='i6300esb' action='reset'/></devices>"
                        )
                    ),
                    isKvm: true
                )
            )
        );

    [Test]
    public void Extra_xml_may_be_a_whole_domain() =>
        Assert.That(
            DomainXml.Write(
                Spec(
                    Small.With(
                        "extraXml",
                        "<domain><memoryBacking><hugepages/></memoryBacking></domain>"
                    )
                )
            ),
            Does.Contain("<hugepages />").And.Not.Contain("<domain>")
        );

    [Test]
    public void Elements_stand_where_libvirt_writes_them_wherever_they_come_from()
    {
        var xml = DomainXml.Write(
            Spec(
                Small
                    .With("restartPolicy", "on-crash")
                    .With("hugepages", true)
                    .With(
                        "extraXml",
                        "<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:commandline/><pm/><cputune/></domain>"
                    )
            )
        );

        Assert.That(
            XElement.Parse(xml).Elements().Select(e => e.Name.LocalName),
            Is.EqualTo(
                new[]
                {
                    "name",
                    "uuid",
                    "metadata",
                    "memory",
                    "currentMemory",
                    "memoryBacking",
                    "vcpu",
                    "cputune",
                    "os",
                    "features",
                    "cpu",
                    "clock",
                    "on_poweroff",
                    "on_reboot",
                    "on_crash",
                    "pm",
                    "devices",
                    "commandline",
                }
            )
        );
    }
}
