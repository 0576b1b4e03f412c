using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Tests.Values;

internal sealed class LanAddressCheckTests
{
    private static IReadOnlyList<(string Path, string Reason)> Check(
        string? address,
        string? gateway = null,
        params string[] dns
    )
    {
        var failures = new CheckFailures();
        LanAddressCheck.Run("address", address, gateway, [.. dns], failures);
        return failures.Found;
    }

    [TestCase("127.0.0.1/8")]
    [TestCase("::1/128")]
    [TestCase("0.0.0.0/8")]
    [TestCase("224.0.0.5/24")]
    [TestCase("255.255.255.255/24")]
    [TestCase("240.1.2.3/24")]
    [TestCase("ff02::1/64")]
    [TestCase("::ffff:10.0.0.5/96")]
    [TestCase("fd00::13%eth0/64")]
    [TestCase("10.99.61/24")]
    [TestCase("0x0a.99.1.2/24")]
    [TestCase("010.99.1.2/24")]
    [TestCase("10.99.1.2/+24")]
    [TestCase("10.99.1.2/ 24")]
    [TestCase("10.99.1.2/0")]
    [TestCase("[fd00::1]/64")]
    public void An_address_that_no_machine_of_a_LAN_can_have_is_refused(string address) =>
        Assert.That(Check(address).Single().Path, Is.EqualTo("address.address"));

    [TestCase("192.168.1.12/24")]
    [TestCase("10.0.0.0/31")]
    [TestCase("fd00:99:0::10/64")]
    [TestCase("FD00:99::10/64")]
    public void An_address_of_a_LAN_is_accepted(string address) =>
        Assert.That(Check(address), Is.Empty);

    [TestCase("10.99.1")]
    [TestCase("127.0.0.1")]
    [TestCase("fd00::1%eth0")]
    [TestCase("10.99.2.1")]
    public void A_gateway_that_is_no_router_of_the_LAN_is_refused(string gateway) =>
        Assert.That(Check("10.99.1.2/24", gateway).Single().Path, Is.EqualTo("address.gateway"));

    [TestCase("10.99.1")]
    [TestCase("resolver")]
    public void A_name_server_is_an_address(string server) =>
        Assert.That(
            Check("10.99.1.2/24", null, "10.99.1.1", server).Single().Path,
            Is.EqualTo("address.dns[1]")
        );

    [TestCase("FD00:99:0::10", "fd00:99::10")]
    [TestCase("fd00:0099::0010/64", "fd00:99::10/64")]
    [TestCase("10.0.0.1/24", "10.0.0.1/24")]
    public void One_address_has_one_text(string written, string canonical) =>
        Assert.That(LanIp.Canonical(written), Is.EqualTo(canonical));
}
