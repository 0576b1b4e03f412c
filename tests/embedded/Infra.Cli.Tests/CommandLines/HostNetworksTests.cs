using Infra.Cli.Templates;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>The network and the address that <c>new</c> chooses.</summary>
internal sealed class HostNetworksTests
{
    private const string Heading =
        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n";
    private const string Neighbours =
        "IP address       HW type     Flags       HW address            Mask     Device\n";

    [TestCase("eth0\t00000000\t0100A8C0\n", "10.77.0.1", TestName = "The_usual_network_is_chosen")]
    [TestCase("eth0\t00004D0A\t00000000\n", "10.78.0.1", TestName = "A_network_in_use_is_left_out")]
    [TestCase(
        "eth0\t80014D0A\t00000000\n",
        "10.77.0.1",
        TestName = "A_neighbouring_network_is_none_of_ours"
    )]
    [TestCase(
        "eth0\t00004D0A\t0\nnixhost0\t0000500A\t0\n",
        "10.80.0.1",
        TestName = "The_network_of_the_bridge_is_kept"
    )]
    public void A_network_is_free_or_the_bridges(string routes, string host) =>
        Assert.That(new HostNetworks(Heading + routes, "").HostAddress, Is.EqualTo(host));

    [Test]
    public void An_address_that_a_neighbour_has_is_left_out()
    {
        var first = new HostNetworks("", "").AddressOf("rose");
        var second = new HostNetworks(
            "",
            $"{Neighbours}{first}  0x1  0x2  52:54:00:00:00:01  *  nixhost0\n"
        ).AddressOf("rose");
        var gone = new HostNetworks(
            "",
            $"{Neighbours}{first}  0x1  0x0  00:00:00:00:00:00  *  nixhost0\n"
        ).AddressOf("rose");

        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Match(@"^10\.77\.0\.\d+\z"));
            Assert.That(second, Does.StartWith("10.77.0.").And.Not.EqualTo(first));
            Assert.That(gone, Is.EqualTo(first));
        });
    }
}
