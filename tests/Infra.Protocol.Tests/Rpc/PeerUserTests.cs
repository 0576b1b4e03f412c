using Infra.Protocol.Rpc;

namespace Infra.Protocol.Tests.Rpc;

public sealed class PeerUserTests
{
    private const string Header =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    // The server listens on port 8080 (1F90); a peer of user 1000 has port 40000 (9C40).
    private const string Listening =
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1";
    private const string ServersEnd =
        "   1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 12 1";
    private const string PeersEnd =
        "   2: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 13 1";
    private const string MappedEnd =
        "   0: 0000000000000000FFFF00000100007F:9C40 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 14 1";

    [TestCase(PeersEnd, ExpectedResult = 1000u)]
    [TestCase(MappedEnd, ExpectedResult = 1001u)]
    public uint? The_user_is_that_of_the_peers_end(string end) =>
        PeerUser.Find([Header, Listening, ServersEnd, end], server: 8080, peer: 40000);

    [TestCase("05", "15")]
    [TestCase("06", "0")]
    [TestCase("01", "0")]
    public void A_closed_connection_has_no_user(string state, string inode) =>
        Assert.That(
            PeerUser.Find(
                [
                    PeersEnd
                        .Replace(" 01 ", $" {state} ")
                        .Replace("1000        0 13", $"0        0 {inode}"),
                ],
                8080,
                40000
            ),
            Is.Null
        );

    [TestCase(8081, 40000)]
    [TestCase(8080, 40001)]
    public void A_connection_that_is_not_in_the_table_has_no_user(int server, int peer) =>
        Assert.That(
            PeerUser.Find([Header, Listening, ServersEnd, PeersEnd, "odd"], server, peer),
            Is.Null
        );

    [Test]
    public void A_connection_from_another_address_has_no_user() =>
        Assert.That(
            PeerUser.Find([PeersEnd.Replace("0100007F:9C40", "0200A8C0:9C40")], 8080, 40000),
            Is.Null
        );

    [Test]
    public void The_own_user_is_the_effective_one() =>
        Assert.That(PeerUser.OwnIn(["Name:\tx", "Uid:\t1000\t7\t1000\t1000"]), Is.EqualTo(7u));

    [Test]
    public void An_end_that_is_no_address_is_not_served() =>
        Assert.That(PeerUser.MayConnect(null, null), Is.EqualTo(!OperatingSystem.IsLinux()));
}
