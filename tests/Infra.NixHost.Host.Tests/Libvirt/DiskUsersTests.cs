using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

/// <summary>A disk is found in a definition however the definition names it.</summary>
internal sealed class DiskUsersTests
{
    [TestCase("<source file='/disks/os.qcow2'/>", true)]
    [TestCase("<source dir='/disks/os.qcow2'/>", true)]
    [TestCase("<source pool='disks' volume='os.qcow2'/>", true)]
    [TestCase("<source pool='disks' volume='other.qcow2'/>", false)]
    [TestCase("<source pool='elsewhere' volume='os.qcow2'/>", false)]
    [TestCase("<source pool='lvm' volume='os.qcow2'/>", false)]
    [TestCase("<source dev='/dev/sda'/>", false)]
    [TestCase("", false)]
    public void A_disk_is_a_file_a_directory_or_a_volume(string source, bool uses)
    {
        var domain = XElement.Parse($"<domain><devices><disk>{source}</disk></devices></domain>");

        var found = DiskUsers.Uses(
            new LocalFiles(),
            domain,
            "/disks/os.qcow2",
            pool =>
                pool switch
                {
                    "disks" => "/disks/",
                    "elsewhere" => "/elsewhere",
                    _ => null,
                }
        );

        Assert.That(found, Is.EqualTo(uses));
    }

    [TestCase("link.qcow2", true)]
    [TestCase("linked/os.qcow2", true)]
    [TestCase("other.qcow2", false)]
    public void A_disk_is_found_through_links(string named, bool uses)
    {
        using var directory = new TestDirectory();
        var file = directory.Write("disks/os.qcow2");
        directory.Link("link.qcow2", file);
        directory.Link("linked", directory.At("disks"));
        var domain = XElement.Parse(
            $"<domain><devices><disk><source file='{directory.At(named)}'/></disk></devices></domain>"
        );

        Assert.That(DiskUsers.Uses(new LocalFiles(), domain, file, _ => null), Is.EqualTo(uses));
    }
}
