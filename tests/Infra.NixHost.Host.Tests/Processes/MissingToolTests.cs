using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Processes;

/// <summary>What callers are told of a tool that a host lacks or cannot run.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class MissingToolTests(Reach reach)
{
    private FakeTools _tools;
    private Task<ContractHost>? _host;

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
    public async Task A_missing_tool_names_the_package_to_install()
    {
        var tool = new Tool("nix-nothing", "nix-bin", "nix.enable = true");

        var failure = await Expect.FailureAsync(
            reach.Code("tool-missing"),
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
            reach.Code("tool-missing"),
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

        Assert.That(failure.Message, Does.Contain("broken` cannot be started"));
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
