using CliWrap;
using CliWrap.Buffered;

namespace Infra.NixHost.Hosts.Tests.Ssh;

/// <summary>The server of the other tests here, by the system's own ssh.</summary>
[Category("Real")]
internal sealed class SshServerTests
{
    [TestCase(false, "root")]
    [TestCase(true, "ordinary")]
    public async Task A_session_has_the_user_and_the_variables_that_were_given(
        bool isOrdinary,
        string user
    )
    {
        using var server = await SshServer.StartAsync(
            new Dictionary<string, string> { ["NIX_STORE_DIR"] = "/tmp/some store" },
            isOrdinary
        );

        var said = await RunAsync(server, server.IdentityFile, "id -un; echo \"$NIX_STORE_DIR\"");

        Assert.That(said.StandardOutput, Is.EqualTo($"{user}\n/tmp/some store\n"), server.Log);
    }

    [Test]
    public async Task A_key_that_it_does_not_know_is_refused()
    {
        using var server = await SshServer.StartAsync();

        var said = await RunAsync(server, server.StrangerFile, "true");

        Assert.That(said.ExitCode, Is.EqualTo(255));
        Assert.That(said.StandardError, Does.Contain("Permission denied"));
    }

    [Test]
    public async Task A_cut_ends_connections_and_not_the_server()
    {
        using var server = await SshServer.StartAsync();
        var lost = RunAsync(server, server.IdentityFile, "sleep 600");
        await Wait.UntilAsync(() => server.Processes().Count > 0, "the command does not start");

        server.Cut();

        Assert.That((await lost).ExitCode, Is.EqualTo(255));
        Assert.That((await RunAsync(server, server.IdentityFile, "true")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_stopped_server_leaves_neither_a_port_nor_a_process()
    {
        var server = await SshServer.StartAsync();
        var lost = RunAsync(server, server.IdentityFile, "sleep 600");
        await Wait.UntilAsync(() => server.Processes().Count > 0, "the command does not start");
        var left = server.Processes();

        server.Stop();

        Assert.That((await lost).ExitCode, Is.EqualTo(255));
        var refused = await RunAsync(server, server.IdentityFile, "true");
        Assert.That(refused.StandardError, Does.Contain("refused"));
        server.Dispose();
        await Wait.UntilAsync(
            () => !left.Any(id => Directory.Exists($"/proc/{id}")),
            "a process of a session is left"
        );
        Assert.That(File.Exists(server.IdentityFile), Is.False);
    }

    private static async Task<BufferedCommandResult> RunAsync(
        SshServer server,
        string identity,
        string command
    ) =>
        await Cli.Wrap("ssh")
            .WithArguments([
                .. new[] { "-F", "/dev/null", "-i", identity, "-p", $"{server.Port}" },
                .. new[] { "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no" },
                .. new[] { "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes" },
                new Uri(server.Address).UserInfo + "@127.0.0.1",
                command,
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
}
