using System.Collections.Immutable;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Processes;

/// <summary>What callers rely on of the commands of a host.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class HostShellTests(Reach reach)
{
    private FakeTools _tools;
#pragma warning disable NUnit1032 // What is disposed of is the host, not the task that opens it.
    private Task<ContractHost>? _host;
#pragma warning restore NUnit1032

    [SetUp]
    public void SetUp() => _tools = new();

    [TearDown]
    public void TearDown()
    {
        _host?.GetAwaiter().GetResult().Dispose();
        _host = null;
        _tools.Dispose();
    }

    [Test]
    public async Task Arguments_arrive_one_by_one_as_they_are()
    {
        ImmutableArray<string> arguments =
        [
            "a b",
            "",
            "$HOME `id` \\ \"x\" 'y'",
            "*",
            "--",
            "ü\n2",
        ];
        var tool = _tools.Add("show", "printf '[%s]' \"$@\"");

        var result = await RunAsync(new(tool, arguments) { Timeout = Long });

        Assert.That(result.Output, Is.EqualTo(string.Concat(arguments.Select(a => $"[{a}]"))));
    }

    [Test]
    public async Task Variables_reach_the_tool_which_speaks_English()
    {
        _tools.Environment["NIX_STORE_DIR"] = "/tmp/some store";
        var tool = _tools.Add("show", "printf '%s %s' \"$NIX_STORE_DIR\" \"$LC_ALL\"");

        var result = await RunAsync(new(tool, []) { Timeout = Long });

        Assert.That(result.Output, Is.EqualTo("/tmp/some store C"));
    }

    [Test]
    public async Task Variables_of_one_run_come_on_top_of_those_of_the_shell()
    {
        _tools.Environment["NIX_STORE_DIR"] = "/tmp/store";
        var tool = _tools.Add("show", "printf '%s %s' \"$NIX_STORE_DIR\" \"$NIX_SSHOPTS\"");
        var invocation = new Invocation(tool, []) { Timeout = Long };

        var added = await RunAsync(
            invocation with
            {
                Environment = invocation
                    .Environment.Add("NIX_SSHOPTS", "-p 1")
                    .Add("NIX_STORE_DIR", "/s"),
            }
        );
        var plain = await RunAsync(invocation);

        Assert.That(added.Output, Is.EqualTo("/s -p 1"));
        Assert.That(plain.Output, Is.EqualTo("/tmp/store "));
    }

    [Test]
    public async Task A_tool_reads_the_given_input_byte_by_byte_and_an_empty_one_otherwise()
    {
        byte[] bytes = [0, 255, 10, 13, 65];
        var tool = _tools.Add("copy", "cat");
        using var output = new MemoryStream();
        using var nothing = new MemoryStream();

        await RunAsync(
            new(tool, [])
            {
                Timeout = Long,
                Input = new MemoryStream(bytes),
                Output = output,
            }
        );
        await RunAsync(new(tool, []) { Timeout = Long, Output = nothing });

        Assert.That(output.ToArray(), Is.EqualTo(bytes));
        Assert.That(nothing.Length, Is.Zero);
    }

    [Test]
    public async Task No_secret_of_the_engine_reaches_a_tool()
    {
        string[] names =
        [
            "PULUMI_CONFIG",
            "PULUMI_CONFIG_PASSPHRASE",
            "PULUMI_ACCESS_TOKEN",
            "AWS_SECRET_ACCESS_KEY",
            "SOMEBODYS_PASSWORD",
        ];
        var tool = _tools.Add("show", "env");
        try
        {
            foreach (var name in names.Append("NIXPKGS_ALLOW_UNFREE"))
            {
                Environment.SetEnvironmentVariable(name, "hunter2");
            }

            var result = await RunAsync(new(tool, []) { Timeout = Long });

            Assert.That(
                result
                    .Output.Split('\n')
                    .Where(l => l.Contains("hunter2", StringComparison.Ordinal)),
                Is.EqualTo(reach == Reach.Here ? new[] { "NIXPKGS_ALLOW_UNFREE=hunter2" } : [])
            );
            Assert.That(result.Output, Does.Contain("PATH="));
        }
        finally
        {
            foreach (var name in names.Append("NIXPKGS_ALLOW_UNFREE"))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }

    [Test]
    public async Task An_exit_code_is_no_failure_until_it_is_asked_for()
    {
        var tool = _tools.Add("fail", "echo 'because of x' >&2; exit 7");

        var result = await RunAsync(new(tool, ["a b"]) { Timeout = Long });

        Assert.That(result.ExitCode, Is.EqualTo(7));
        var failure = Expect.Failure("some-code", () => result.OrThrow("some-code", "It broke"));
        Assert.That(
            failure.Message,
            Does.StartWith("It broke: `")
                .And.EndsWith("fail 'a b'` ended with exit code 7.\nbecause of x")
        );
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(126)]
    [TestCase(127)]
    [TestCase(128)]
    [TestCase(255)]
    public async Task An_exit_code_is_the_tools_own(int code)
    {
        var tool = _tools.Add("end", "echo out; echo err >&2; exit $1");

        var result = await RunAsync(new(tool, [$"{code}"]) { Timeout = Long });

        Assert.That(result.ExitCode, Is.EqualTo(code));
        Assert.That(result.Output, Is.EqualTo("out\n"));
        Assert.That(result.ErrorTail, Is.EqualTo(["err"]));
    }

    [Test]
    public async Task A_tool_may_have_any_name_and_any_argument()
    {
        foreach (var name in OddNames.All)
        {
            var tool = _tools.Add("show", "printf '%s\\0' \"$@\"");

            var result = await RunAsync(new(tool, [name, "-" + name]) { Timeout = Long });

            Assert.That(result.Output, Is.EqualTo($"{name}\0-{name}\0"));
        }
    }

    [Test]
    public async Task Many_arguments_arrive()
    {
        var arguments = Enumerable
            .Range(0, 3000)
            .Select(i => $"/nix/store/0123456789abcdfghijklmnpqrsvwxyz-a-path-of-the-store-{i}")
            .ToImmutableArray();
        var tool = _tools.Add("count", "echo $#; shift 2999; echo $1");

        var result = await RunAsync(new(tool, arguments) { Timeout = Long });

        Assert.That(result.Output, Is.EqualTo($"3000\n{arguments[^1]}\n"));
    }

    [Test]
    public async Task Input_of_a_megabyte_and_output_of_eight_pass_unchanged()
    {
        var bytes = new byte[1024 * 1024 + 1];
        Random.Shared.NextBytes(bytes);
        var tool = _tools.Add(
            "eight",
            "cat >$HERE/in; for i in 1 2 3 4 5 6 7 8; do cat $HERE/in; done"
        );
        using var output = new MemoryStream();

        await RunAsync(
            new(tool, [])
            {
                Timeout = Long,
                Input = new MemoryStream(bytes),
                Output = output,
            }
        );

        Assert.That(output.Length, Is.EqualTo(8L * bytes.Length));
        for (var i = 0; i < 8; i++)
        {
            Assert.That(
                output.ToArray().AsSpan(i * bytes.Length, bytes.Length).SequenceEqual(bytes),
                Is.True
            );
        }
    }

    [Test]
    public async Task A_tool_need_not_read_its_input()
    {
        var tool = _tools.Add("ignore", "echo done");

        var result = await RunAsync(
            new(tool, []) { Timeout = Long, Input = new MemoryStream(new byte[4_000_000]) }
        );

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "done\n")));
    }

    [Test]
    public async Task Variables_have_any_value()
    {
        var tool = _tools.Add("show", "printf '%s' \"$NIX_SSHOPTS\"");
        foreach (var value in OddNames.All.Append("").Append("a=b"))
        {
            var invocation = new Invocation(tool, []) { Timeout = Long };

            var result = await RunAsync(
                invocation with
                {
                    Environment = invocation.Environment.Add("NIX_SSHOPTS", value),
                }
            );

            Assert.That(result.Output, Is.EqualTo(value));
        }
    }

    [Test]
    public async Task Sixty_commands_at_a_time_all_answer()
    {
        // A host permits ten sessions on a connection.
        var tool = _tools.Add("show", "cat; echo \"$1\"");

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    RunAsync(
                        new(tool, [$"{i}"])
                        {
                            Timeout = Long,
                            Input = new MemoryStream(new byte[] { (byte)'x' }),
                        }
                    )
                )
        );

        Assert.That(
            results.Select(r => r.Output),
            Is.EqualTo(Enumerable.Range(0, 60).Select(i => $"x{i}\n"))
        );
    }

    [Test]
    public async Task The_last_twenty_lines_of_errors_are_kept_and_all_are_told()
    {
        var tool = _tools.Add("talk", "i=1; while [ $i -le 30 ]; do echo $i >&2; i=$((i+1)); done");
        var told = new List<string>();

        var result = await RunAsync(new(tool, []) { Timeout = Long, OnErrorLine = told.Add });

        Assert.That(result.ErrorTail, Is.EqualTo(Enumerable.Range(11, 20).Select(i => $"{i}")));
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, 30).Select(i => $"{i}")));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Much_output_on_both_pipes_does_not_block(CancellationToken cancellationToken)
    {
        const int Bytes = 4_000_000;
        var tool = _tools.Add(
            "flood",
            $"head -c {Bytes} /dev/zero | tr '\\0' '\\n' >&2 & head -c {Bytes} /dev/zero | tr '\\0' x; wait"
        );
        var lines = 0;

        var result = await RunAsync(
            new(tool, []) { Timeout = Long, OnErrorLine = _ => lines++ },
            cancellationToken
        );

        Assert.That(result.Output, Has.Length.EqualTo(Bytes));
        Assert.That(lines, Is.EqualTo(Bytes));
    }

    private static TimeSpan Long => TimeSpan.FromSeconds(30);

    private async Task<ToolResult> RunAsync(
        Invocation invocation,
        CancellationToken cancellationToken = default
    )
    {
        _host ??= ContractHost.OpenAsync(reach, _tools.Environment);
        return await (await _host).Shell.RunAsync(invocation, cancellationToken);
    }
}
