using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Facts;

/// <summary>The addresses of a host, as the kernel writes them.</summary>
internal sealed class HostInterfacesTests
{
    private const string Routes = """
        Main:
          +-- 0.0.0.0/0 3 0 5
             |-- 0.0.0.0
                /0 universe UNICAST
             |-- 192.168.1.0
                /24 link UNICAST
        Local:
          +-- 0.0.0.0/0 2 0 2
             +-- 127.0.0.0/8 2 0 2
                |-- 127.0.0.0
                   /8 host LOCAL
                |-- 127.0.0.1
                   /32 host LOCAL
                |-- 127.255.255.255
                   /32 link BROADCAST
             +-- 192.168.1.0/24 2 0 2
                |-- 192.168.1.7
                   /32 host LOCAL
                |-- 192.168.1.255
                   /32 link BROADCAST
        """;

    private TestDirectory _directory;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public void The_addresses_of_the_host_are_told_without_those_of_its_guests()
    {
        _directory.Write("net/lo/address", "00:00:00:00:00:00\n");
        _directory.Write("net/eno1/address", "52:54:00:0a:0b:0c\n");
        _directory.Write("net/vnet0/address", "fe:54:00:00:00:01\n");
        _directory.Write("net/macvtap0/address", "52:54:00:00:00:02\n");
        _directory.Write("net/bonding_masters", "bond0\n");

        var found = HostInterfaces.Read(
            new LocalFiles(),
            new()
            {
                Interfaces = _directory.At("net"),
                Routes = _directory.Write("fib_trie", Routes),
                Addresses = _directory.Write(
                    "if_inet6",
                    """
                    00000000000000000000000000000001 01 80 10 80       lo
                    fe80000000000000505400fffe0a0b0c 02 40 20 80     eno1
                    fe80000000000000fc5400fffe000001 03 40 20 80    vnet0

                    """
                ),
            }
        );

        Assert.That(found.MacAddresses, Is.EquivalentTo(["52:54:00:0a:0b:0c"]));
        Assert.That(
            found.Addresses,
            Is.EquivalentTo(["127.0.0.1", "192.168.1.7", "::1", "fe80::5054:ff:fe0a:b0c"])
        );
    }

    [Test]
    public void What_the_kernel_tells_is_what_the_system_tells()
    {
        var found = HostInterfaces.Read(new LocalFiles(), new());

        Assert.That(
            System
                .Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(i => i.GetIPProperties().UnicastAddresses)
                .Select(a => $"{a.Address}".Split('%')[0])
                .Where(a => !a.StartsWith("fe80:", StringComparison.Ordinal)),
            Is.SubsetOf(found.Addresses)
        );
    }
}
