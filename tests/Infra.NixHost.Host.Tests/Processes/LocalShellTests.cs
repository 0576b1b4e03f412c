using System.Collections.Immutable;
using Infra.NixHost.Host.Processes;
using Infra.NixHost.Host.Tests.Fakes;

namespace Infra.NixHost.Host.Tests.Processes;

internal sealed class LocalShellTests
{
    private FakeTools _tools;

    [SetUp]
    public void SetUp() => _tools = new();

    [TearDown]
    public void TearDown() => _tools.Dispose();

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
                Is.EqualTo(["NIXPKGS_ALLOW_UNFREE=hunter2"])
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
            Is.EqualTo("It broke: `fail 'a b'` ended with exit code 7.\nbecause of x")
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

        var result = await _tools
            .Shell()
            .RunAsync(
                new(tool, []) { Timeout = Long, OnErrorLine = _ => lines++ },
                cancellationToken
            );

        Assert.That(result.Output, Has.Length.EqualTo(Bytes));
        Assert.That(lines, Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_missing_tool_names_the_package_to_install()
    {
        var tool = new Tool("nix-nothing", "nix-bin", "nix.enable = true");

        var failure = await Expect.FailureAsync(
            "tool-missing",
            () => RunAsync(new(tool, []) { Timeout = Long })
        );

        Assert.That(failure.Message, Does.Contain("'nix-nothing'").And.Contain("PATH"));
        Assert.That(failure.Message, Does.Contain("apt-get install nix-bin"));
        Assert.That(failure.Message, Does.Contain("nix.enable = true"));
    }

    [Test]
    public async Task A_file_that_may_not_be_run_is_a_missing_tool()
    {
        _tools.Directory.Write("bin/data", "not a program");

        await Expect.FailureAsync(
            "tool-missing",
            () => RunAsync(new(new Tool("data", "d", "d"), []) { Timeout = Long })
        );
    }

    [Test]
    public async Task A_tool_that_the_kernel_cannot_run_is_named()
    {
        var tool = _tools.Add("broken", "");
        File.WriteAllText(_tools.Directory.At("bin", "broken"), "#!/no/such/shell\n");

        var failure = await Expect.FailureAsync(
            "tool-failed",
            () => RunAsync(new(tool, []) { Timeout = Long })
        );

        Assert.That(failure.Message, Does.Contain("`broken` cannot be started"));
    }

    private static TimeSpan Long => TimeSpan.FromSeconds(30);

    private Task<ToolResult> RunAsync(Invocation invocation) =>
        _tools.Shell().RunAsync(invocation, CancellationToken.None);
}
