using Infra.NixHost.Host.Libvirt;

namespace Infra.NixHost.Host.Tests.Libvirt;

internal sealed class LibvirtUnreachableTests
{
    private const string Socket = "Failed to connect socket to '/var/run/libvirt/libvirt-sock'";

    [TestCase($"{Socket}: No such file or directory", "libvirt-unreachable", "start libvirtd")]
    [TestCase($"{Socket}: Connection refused", "libvirt-unreachable", "start libvirtd")]
    [TestCase($"{Socket}: Permission denied", "libvirt-denied", "adduser $USER libvirt")]
    [TestCase("authentication unavailable: no polkit agent", "libvirt-denied", "join the group")]
    [TestCase("no connection driver available for x:///", "libvirt-uri", "qemu:///system")]
    [TestCase(
        "Cannot recv data: Input/output error",
        "libvirt-unreachable",
        "virsh -c x:///y list"
    )]
    public void The_reason_comes_with_the_next_step(string said, string code, string next)
    {
        var failure = LibvirtUnreachable.Explain("x:///y", new LibvirtException(38, 7, said));

        Assert.That(failure.Code, Is.EqualTo(code));
        Assert.That(failure.Message, Does.Contain("'x:///y'").And.Contain(said));
        Assert.That(failure.Message, Does.Contain(next));
    }
}
