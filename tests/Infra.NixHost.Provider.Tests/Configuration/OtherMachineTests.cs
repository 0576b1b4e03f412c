using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Configuration;

/// <summary>Addresses of other machines are refused, because half of a host would stay on this one.</summary>
internal sealed class OtherMachineTests
{
    [TestCase("qemu:///system")]
    [TestCase("qemu:///session")]
    [TestCase("test:///default")]
    [TestCase("qemu+unix:///system?socket=/run/libvirt/libvirt-sock")]
    [TestCase("qemu+unix:///system?mode=direct")]
    [TestCase("qemu://localhost/system")]
    [TestCase("qemu+tcp://127.0.0.1:16509/system")]
    [TestCase("qemu+tls://[::1]/system")]
    public void This_machine_is_reached_by(string uri) => Assert.That(Check(uri), Is.Empty);

    [TestCase("qemu+ssh://root@attic/system", "attic")]
    [TestCase("qemu+ssh://root@attic.lan:2222/system?keyfile=/root/.ssh/id", "attic.lan")]
    [TestCase("qemu+libssh2://root@192.168.1.7/system", "192.168.1.7")]
    [TestCase("qemu+tls://cellar/system", "cellar")]
    [TestCase("qemu://cellar/system", "cellar")]
    [TestCase("qemu+tcp://[fd00::7]/system", "fd00::7")]
    [TestCase("QEMU+SSH://attic/system", "attic")]
    [TestCase("xen+ssh://attic/", "attic")]
    public void Another_machine_is_refused_with_its_name(string uri, string name) =>
        Assert.That(
            Check(uri),
            Does.Contain($"\"{uri}\" is the address of another machine")
                .And.Contains(name)
                .And.Contains("address: ssh://")
                .And.EndsWith("[host-remote]")
        );

    [Test]
    public void A_transport_by_a_command_of_its_own_is_refused() =>
        Assert.That(
            Check("qemu+ext:///system?command=/root/tunnel"),
            Does.Contain("may lead to another machine").And.EndsWith("[host-remote]")
        );

    [TestCase("attic")]
    [TestCase("qemu:/system")]
    [TestCase("qemu+ssh://root@:x/system")]
    [TestCase("://")]
    public void An_alias_or_a_typo_is_not_a_uri(string uri) =>
        Assert.That(Check(uri), Does.Contain($"\"{uri}\" is not a libvirt URI"));

    [TestCase("ssh://root@attic")]
    [TestCase("ssh-ng://attic")]
    [TestCase("https://cache.example.org")]
    [TestCase("s3://store")]
    public void A_nix_store_elsewhere_is_refused_by_its_address(string remote) =>
        Assert.That(
            OtherMachine.ReasonOfStore(remote),
            Does.Contain($"NIX_REMOTE is \"{remote}\"")
        );

    [TestCase(null)]
    [TestCase("")]
    [TestCase("daemon")]
    [TestCase("auto")]
    [TestCase("/mnt/root")]
    [TestCase("unix:///nix/var/nix/daemon-socket/socket")]
    [TestCase("local?root=/mnt")]
    public void A_nix_store_of_this_machine_is_used(string? remote) =>
        Assert.That(OtherMachine.ReasonOfStore(remote), Is.Null);

    [Test]
    public void A_provider_in_a_state_is_not_configured_for_another_machine()
    {
        var configuration = PropertyMap.Of(("libvirtUri", "qemu+ssh://attic/system"));

        var failure = Assert.Throws<HostException>(() => ProviderConfiguration.Read(configuration));

        Assert.That(failure.Code, Is.EqualTo("host-remote"));
    }

    private static string Check(string uri)
    {
        var failures = new CheckFailures();
        ProviderConfiguration.Check(PropertyMap.Of(("libvirtUri", uri)), failures);
        return string.Join('\n', failures.Found.Select(f => f.Reason));
    }
}
