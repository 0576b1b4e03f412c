using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class StoreContentionTests
{
    [TestCase("error: SQLite database '/nix/var/nix/db/db.sqlite' is busy")]
    [TestCase("error: '/nix/var/nix/db/schema' is corrupt")]
    [TestCase(
        "error: creating symlink from '/nix/var/nix/gcroots/profiles' to '/nix/var/nix/profiles': File exists"
    )]
    [TestCase(
        """@nix {"action":"msg","column":null,"file":null,"level":0,"line":null,"msg":"\u001b[31;1merror:\u001b[0m '\u001b[35;1m/nix/var/nix/db/schema\u001b[0m' is corrupt","raw_msg":""}"""
    )]
    [TestCase(
        """@nix {"action":"msg","level":0,"msg":"\u001b[31;1merror:\u001b[0m SQLite database '\u001b[35;1m/d\u001b[0m' is busy"}"""
    )]
    [TestCase("error: not an absolute path: 'nix-archive-1'")]
    [TestCase(
        "\u001b[31;1merror:\u001b[0m not an absolute path: '\u001b[35;1mnix-archive-1\u001b[0m'"
    )]
    public void A_command_that_met_another_one_says_so(string line) =>
        Assert.That(StoreContention.In(Failed(line)), Is.True);

    [TestCase("warning: error: SQLite database '/nix/var/nix/db/db.sqlite' is busy")]
    [TestCase("error: not an absolute path: 'relative'")]
    [TestCase("error: builder for '/nix/store/x.drv' failed with exit code 1")]
    [TestCase(
        """@nix {"action":"result","fields":["error: SQLite database '/d' is busy"],"id":1,"type":101}"""
    )]
    [TestCase(
        """@nix {"action":"msg","level":1,"msg":"\u001b[35;1mwarning:\u001b[0m error: SQLite database '/d' is busy"}"""
    )]
    public void What_is_no_failure_of_the_command_itself_does_not_count(string line) =>
        Assert.That(StoreContention.In(Failed(line)), Is.False);

    [Test]
    public void One_that_succeeded_has_waited_it_out() =>
        Assert.That(
            StoreContention.In(Failed("error: SQLite database '/d' is busy") with { ExitCode = 0 }),
            Is.False
        );

    private static ToolResult Failed(string line) =>
        new(new(Tool.NixStore, []) { Timeout = TimeSpan.Zero }, 1, "", [line]);
}
