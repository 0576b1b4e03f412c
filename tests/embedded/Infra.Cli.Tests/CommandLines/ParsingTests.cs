namespace Infra.Cli.Tests.CommandLines;

/// <summary>What happens to command lines before a command runs.</summary>
internal sealed class ParsingTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public void MakeDirectory() => _cli = new();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [TestCase("versoin", "unknown command 'versoin' for 'infra'. Did you mean 'version'?")]
    [TestCase("xyzzy", "unknown command 'xyzzy' for 'infra'. 'infra --help' shows the valid ones.")]
    public async Task An_unknown_command_is_answered_with_the_nearest_one(
        string command,
        string message
    )
    {
        var result = await _cli.RunAsync(command);

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(result.Error, Is.EqualTo($"error: {message}\n"));
        });
    }

    [Test]
    public async Task A_value_that_is_none_of_the_choices_is_answered_with_them_in_one_line()
    {
        var result = await _cli.RunAsync("preview", "--color", "sometimes");

        Assert.That(
            result.Error,
            Is.EqualTo(
                "error: Argument 'sometimes' not recognized. Must be one of: 'auto', 'always', 'never', 'raw'. 'infra preview --help' shows the help.\n"
            )
        );
    }

    [Test]
    public async Task What_only_the_pulumi_cli_has_is_said_by_name()
    {
        var result = await _cli.RunAsync("policy", "new", "--yes");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(
                result.Error,
                Does.Contain(
                    "'infra policy' is not part of the embedded engine. The Pulumi CLI has it"
                )
            );
        });
    }

    [Test]
    public async Task A_directory_that_does_not_exist_is_named()
    {
        var result = await _cli.RunAsync("version", "-C", "nowhere");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(
                result.Error,
                Is.EqualTo(
                    "error: The directory '<dir>/nowhere' given with --cwd does not exist.\n"
                )
            );
        });
    }

    [Test]
    public async Task The_version_is_one_that_clients_of_pulumi_accept()
    {
        var result = await _cli.RunAsync("version");

        Assert.That(result.Output, Does.Match(@"^v3\.\d+\.\d+\+infra\.\d+\.\d+\.\d+\n$"));
    }

    [Test]
    public async Task Options_may_come_from_the_environment()
    {
        _cli.Variables["PULUMI_OPTION_CWD"] = "nowhere";

        var result = await _cli.RunAsync("version");

        Assert.That(result.Error, Does.Contain("nowhere"));
    }

    [Test]
    public async Task The_command_line_wins_over_the_environment()
    {
        _cli.Variables["PULUMI_OPTION_CWD"] = "nowhere";

        var result = await _cli.RunAsync("version", "--cwd", ".");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success));
    }
}
