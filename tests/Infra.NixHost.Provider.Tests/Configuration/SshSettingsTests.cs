using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Configuration;

/// <summary>The settings of a host that is another machine are checked before anything is asked of it.</summary>
internal sealed class SshSettingsTests
{
    private const string Key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOq3x/Vi+mj3LqnEudXCbf2mT/h3tYYPAiaK5XKcnXbt";

    [TestCase("ssh://attic")]
    [TestCase("ssh://root@attic.lan")]
    [TestCase("ssh://deploy_1@192.168.1.7:2222")]
    [TestCase("ssh://root@[fd00::7]:22/")]
    public void An_address_names_a_host(string address) =>
        Assert.That(Check(("address", address)), Is.Empty);

    [TestCase("attic")]
    [TestCase("root@attic")]
    [TestCase("qemu+ssh://root@attic/system")]
    [TestCase("ssh://")]
    [TestCase("ssh://-oProxyCommand=reboot")]
    [TestCase("ssh://root@-oProxyCommand=reboot")]
    [TestCase("ssh://-l@attic")]
    [TestCase("ssh://attic:0")]
    [TestCase("ssh://attic:70000")]
    [TestCase("ssh://attic/system")]
    [TestCase("ssh://at tic")]
    public void Anything_else_is_no_address(string address) =>
        Assert.That(
            Check(("address", address)),
            Does.Contain("is no address of a host").And.EndsWith("[host-address]")
        );

    [Test]
    public void An_address_has_one_line() =>
        Assert.That(
            Check(("address", "ssh://attic\nssh://cellar")),
            Does.Contain("[host-address]")
        );

    [TestCase("AAAAC3NzaC1lZDI1NTE5AAAAIOq3x")]
    [TestCase("attic ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")]
    [TestCase("ssh-ed25519 AAAA\nother ssh-ed25519 BBBB")]
    public void What_is_no_public_key_is_refused(string key) =>
        Assert.That(
            Check(("address", "ssh://attic"), ("hostKey", key)),
            Does.Contain("no public host key")
        );

    [Test]
    public void The_ways_to_a_host_need_a_host()
    {
        var failures = Check(("hostKey", Key), ("identityFile", "/k"), ("sudo", true));

        Assert.That(
            failures.Split('\n'),
            Has.Length.EqualTo(3).And.All.Contains("address must name one")
        );
        Assert.That(Check(("sudo", false)), Is.Empty);
    }

    [Test]
    public void A_key_file_is_found_wherever_the_program_runs()
    {
        Assert.That(
            Check(("address", "ssh://attic"), ("identityFile", "id")),
            Does.Contain("absolute path")
        );
        Assert.That(Check(("address", "ssh://attic"), ("identityFile", "~/.ssh/id")), Is.Empty);
    }

    [Test]
    public void A_libvirt_of_this_machine_does_not_go_with_another_host() =>
        Assert.That(
            Check(("address", "ssh://attic"), ("libvirtUri", "qemu:///session")),
            Does.Contain("leave it out")
        );

    [Test]
    public void An_unknown_address_is_not_this_machine()
    {
        var unknown = PropertyMap.Of(
            ("address", PropertyValue.Computed.Instance),
            ("hostKey", Key)
        );
        var failures = new CheckFailures();

        ProviderConfiguration.Check(unknown, failures);

        Assert.That(failures.Found, Is.Empty);
        var failure = Assert.Throws<HostException>(() => ProviderConfiguration.Read(unknown));
        Assert.That(failure.Code, Is.EqualTo("host-address"));
    }

    [Test]
    public void A_host_has_its_own_directory_of_roots_whatever_this_machine_uses()
    {
        var options = ProviderConfiguration.Read(
            PropertyMap.Of(("address", "ssh://root@attic:2222"), ("hostKey", Key), ("sudo", true))
        );

        Assert.That(options.GcRootDirectory, Is.EqualTo("/nix/var/nix/gcroots/nixhost"));
        Assert.That(
            (options.Ssh?.Name, options.Ssh?.Destination, options.Ssh?.Port, options.Ssh?.Sudo),
            Is.EqualTo(("attic", "root@attic", "2222", true))
        );
    }

    private static string Check(params (string Name, PropertyValue Value)[] settings)
    {
        var failures = new CheckFailures();
        ProviderConfiguration.Check(PropertyMap.Of(settings), failures);
        return string.Join('\n', failures.Found.Select(f => f.Reason));
    }
}
