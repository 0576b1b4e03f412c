using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Ssh;

/// <summary>What a user is told of a host that ssh does not reach, and what such a host leaves here.</summary>
[Category("Real")]
internal sealed class SshFailureTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private SshServer _server;

    private SshOptions Known =>
        new(_server.Address) { HostKey = _server.HostKey, IdentityFile = _server.IdentityFile };

    [SetUp]
    public async Task StartAsync() => _server = await SshServer.StartAsync();

    [TearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task A_host_whose_key_nobody_has_seen_is_unknown() =>
        await ExpectAsync("host-unknown", Known with { HostKey = null }, "true", "hostKey");

    [Test]
    public async Task A_host_with_another_key_than_the_known_one_has_changed() =>
        await ExpectAsync(
            "host-key-changed",
            Known with
            {
                HostKey = _server.StrangerKey,
            },
            "ssh-keyscan",
            $"{_server.Port}"
        );

    [Test]
    public async Task A_key_that_the_host_does_not_know_lets_nobody_in() =>
        await ExpectAsync(
            "host-auth",
            Known with
            {
                IdentityFile = _server.StrangerFile,
            },
            "BatchMode=yes",
            "ssh-add",
            "identityFile"
        );

    [Test]
    public async Task A_port_without_a_server_is_a_lost_host()
    {
        var options = Known;
        _server.Stop();

        await ExpectAsync("host-lost", options, "refused", $"`ssh -p {_server.Port}");
    }

    [Test]
    public async Task A_name_that_nobody_has_is_a_lost_host() =>
        await ExpectAsync(
            "host-lost",
            Known with
            {
                Address = "ssh://root@nobody.invalid",
            },
            "nobody.invalid",
            "resolve"
        );

    [Test]
    public async Task A_cut_names_the_command_and_the_next_call_connects_again()
    {
        using var connection = Connect(Known);
        var shell = new SshShell(connection, 3);
        var running = RunAsync(shell, "sleep", "600");
        await Wait.UntilAsync(() => Sleeps() > 0, "the command does not start");

        _server.Cut();

        var failure = await Expect.FailureAsync("host-lost", () => running);
        Assert.That(failure.Message, Does.Contain("sleep 600").And.Contain("run again"));
        Assert.That((await RunAsync(shell, "echo", "again")).Output, Is.EqualTo("again\n"));
    }

    [Test]
    public async Task Questions_about_files_and_holds_go_on_after_a_cut()
    {
        using var directory = new TestDirectory();
        var file = directory.At("file");
        using var connection = Connect(Known);
        using var files = new SshFiles(connection, Long);
        using var lost = files.Hold(directory.At("held"));
        files.Replace(file, "text", UnixFileMode.UserRead);
        using var other = Connect(Known);
        using var elsewhere = new SshFiles(other, Long);
        Assert.That(elsewhere.Hold(directory.At("held")), Is.Null);

        _server.Cut();

        await Wait.UntilAsync(
            () => Told(() => elsewhere.Read(file).Text) == "text",
            "the file cannot be read again"
        );
        // A lost owner holds nothing, and its file goes with it.
        await Wait.UntilAsync(
            () => !File.Exists(directory.At("held")),
            "a lost connection leaves the file that it held"
        );
        await Wait.UntilAsync(
            () =>
            {
                using var held = elsewhere.Hold(directory.At("held"));
                return held is not null;
            },
            "a lost connection holds a file"
        );
    }

    /// <summary>Engines end a plugin by a signal to its group. Its hosts have to hear then whose its objects are.</summary>
    [Test]
    public void A_signal_to_the_group_of_this_process_does_not_reach_the_connection()
    {
        using var directory = new TestDirectory();
        using var connection = Connect(Known);
        using var files = new SshFiles(connection, Long);
        using var held = files.Hold(directory.At("held"));
        _ = files.Stat("/");

        var master = Processes($"-p\0{_server.Port}\0").Single();
        var control = Directory
            .GetParent(CommandLine(master).Split('\0').SkipWhile(a => a != "-S").ElementAt(1))!
            .FullName;

        Assert.That(Processes(control), Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(
            Processes(control).Select(GroupOf),
            Has.None.EqualTo(GroupOf($"/proc/{Environment.ProcessId}"))
        );
    }

    [Test]
    public async Task Nothing_is_left_here_or_there()
    {
        var before = ControlDirectories();
        using (var connection = Connect(Known))
        using (var files = new SshFiles(connection, Long))
        {
            var shell = new SshShell(connection, 3);
            using var stop = new CancellationTokenSource();
            var running = shell.RunAsync(Invocation("sleep", "600"), stop.Token);
            _ = files.Read("/etc/passwd");
            using var held = files.Hold("/tmp/" + Guid.NewGuid().ToString("N"));
            await Wait.UntilAsync(() => Sleeps() > 0, "the command does not start");
            Assert.That(ControlDirectories().Except(before), Has.Exactly(1).Items);
            await stop.CancelAsync();
            await Expect.CancelledAsync(() => running);
        }

        await Wait.UntilAsync(
            () => _server.Connections().Count == 0 && _server.Processes().Count == 0,
            "a connection or a process is left on the host"
        );
        Assert.That(ControlDirectories().Except(before), Is.Empty);
        Assert.That(CommandLines().Where(c => c.Contains($"-p\0{_server.Port}\0")), Is.Empty);
    }

    [Test]
    public void A_secret_is_in_no_command_line()
    {
        var secret = $"secret-{Guid.NewGuid():N}";
        using var directory = new TestDirectory();
        using var connection = Connect(Known);
        using var files = new SshFiles(connection, Long);
        _ = files.Stat("/");
        using var end = new CancellationTokenSource();
        var (sweeps, found) = (0, new List<string>());
        var sweeper = Task.Run(() =>
        {
            for (; !end.IsCancellationRequested; sweeps++)
            {
                found.AddRange(CommandLines().Where(line => line.Contains(secret)));
            }
        });

        for (var i = 0; i < 30; i++)
        {
            files.Replace(directory.At("file"), secret + new string('x', 200_000), default);
            files.Append(directory.At("added"), secret, default);
        }

        end.Cancel();
        sweeper.GetAwaiter().GetResult();

        Assert.That(found, Is.Empty);
        Assert.That(sweeps, Is.GreaterThan(5));
        Assert.That(File.ReadAllText(directory.At("file")), Does.StartWith(secret));
    }

    private static SshConnection Connect(SshOptions options) =>
        new(options, LocalShell.Plain(TimeProvider.System));

    private static Invocation Invocation(string program, params string[] arguments) =>
        new(new(program, program, program), [.. arguments]) { Timeout = Long };

    private static Task<ToolResult> RunAsync(
        SshShell shell,
        string program,
        params string[] arguments
    ) => shell.RunAsync(Invocation(program, arguments), CancellationToken.None);

    /// <summary>Neither a process nor a file of ssh outlives the failure.</summary>
    private static async Task ExpectAsync(string code, SshOptions options, params string[] words)
    {
        var before = ControlDirectories();
        using var connection = Connect(options);
        var shell = new SshShell(connection, 3);

        var failure = await Expect.FailureAsync(code, () => RunAsync(shell, "true"));

        foreach (var word in words.Append(options.Address))
        {
            Assert.That(failure.Message, Does.Contain(word));
        }

        Assert.That(ControlDirectories().Except(before), Is.Empty);
    }

    private static string? Told(Func<string> question)
    {
        try
        {
            return question();
        }
        catch (HostException e)
        {
            Assert.That(e.Code, Is.EqualTo("host-lost"), e.Message);
            return null;
        }
    }

    private int Sleeps() =>
        _server
            .Processes()
            .Count(id =>
                CommandLine($"/proc/{id}").StartsWith("sleep\0600", StringComparison.Ordinal)
            );

    private static string[] ControlDirectories() =>
        Directory.GetDirectories(Path.GetTempPath(), "nixhost-ssh-*");

    private static List<string> Processes(string text) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(p =>
                    CommandLine(p).StartsWith("ssh\0", StringComparison.Ordinal)
                    || CommandLine(p).Contains("/ssh\0")
                )
                .Where(p => CommandLine(p).Contains(text, StringComparison.Ordinal)),
        ];

    /// <summary>The third word after the name of the program.</summary>
    private static string GroupOf(string process) =>
        File.ReadAllText(process + "/stat").Split(") ")[^1].Split(' ')[2];

    private static IEnumerable<string> CommandLines() =>
        Directory.EnumerateDirectories("/proc").Select(CommandLine);

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
