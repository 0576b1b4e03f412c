using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

internal sealed class LibvirtUnreachableTests
{
    private const string Socket = "Failed to connect socket to '/var/run/libvirt/libvirt-sock'";

    [TestCase($"{Socket}: No such file or directory", "libvirt-unreachable", "start libvirtd")]
    [TestCase($"{Socket}: Connection refused", "libvirt-unreachable", "start libvirtd")]
    [TestCase($"{Socket}: Permission denied", "libvirt-denied", "adduser $USER libvirt")]
    [TestCase("authentication unavailable: no polkit agent", "libvirt-denied", "join the group")]
    [TestCase(
        "Unable to get system bus connection: Could not connect",
        "libvirt-denied",
        "as root"
    )]
    [TestCase("no connection driver available for x:///", "libvirt-uri", "qemu:///system")]
    [TestCase(
        "Failed to connect socket to '/run/libvirt/virtqemud-sock': No such file or directory",
        "libvirt-unreachable",
        "systemctl start virtqemud"
    )]
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

    [TestCase("virtlogd", "virtlogd-sock")]
    [TestCase("virtnetworkd", "virtnetworkd-sock")]
    public void A_daemon_beside_libvirtd_that_is_down_is_told_by_its_name(
        string daemon,
        string socket
    )
    {
        var error = new LibvirtException(
            38,
            7,
            $"Failed to connect socket to '/var/run/libvirt/{socket}': No such file or directory"
        );

        var failure = LibvirtUnreachable.HelperDown(daemon, "start the domain 'web'", error);

        Assert.That(VirErrors.IsConnectionLost(error), Is.False);
        Assert.That(LibvirtDaemon.Named(error.Message), Is.EqualTo(daemon));
        Assert.That(failure.Code, Is.EqualTo($"{daemon}-down"));
        Assert.That(
            failure.Message,
            Does.StartWith("libvirt cannot start the domain 'web'")
                .And.Contains($"systemctl start {daemon}")
        );
    }

    [Test]
    public void A_connection_that_is_lost_names_no_other_daemon() =>
        Assert.That(
            VirErrors.IsConnectionLost(
                new LibvirtException(38, 7, "Cannot recv data: Connection reset by peer")
            )
        );
}
