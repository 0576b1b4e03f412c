namespace Infra.Cli.Tests.CommandLines;

/// <summary>What the options of a run do, and what is refused.</summary>
internal sealed class OperationOptionTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task Configuration_given_with_a_run_is_kept()
    {
        await _cli.RunAsync("preview", "-c", "size=3");

        Assert.Multiple(async () =>
        {
            Assert.That(_cli.Engine.Requests[0].Configuration.Values["web:size"], Is.EqualTo("3"));
            Assert.That((await _cli.RunAsync("config", "get", "size")).Output, Is.EqualTo("3\n"));
        });
    }

    [TestCase("--target=a --exclude=b", "--target and --exclude cannot be used together")]
    [TestCase("--polcy-pack=x", "unknown option '--polcy-pack=x' for 'infra preview'")]
    [TestCase(
        "--policy-pack=x",
        "'infra preview --policy-pack' is not part of the embedded engine"
    )]
    [TestCase("--jsn", "Did you mean '--json'?")]
    [TestCase("--show-secret", "Did you mean '--show-secrets'?")]
    [TestCase("extra", "unexpected argument 'extra' for 'infra preview'")]
    public async Task Wrong_options_are_refused_before_anything_runs(string options, string message)
    {
        var result = await _cli.RunAsync(["preview", .. options.Split(' ')]);

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation));
            Assert.That(result.Error, Does.Contain(message));
            Assert.That(_cli.Engine.Requests, Is.Empty);
        });
    }

    [Test]
    public async Task Less_than_one_at_a_time_is_one_after_the_other()
    {
        await _cli.RunAsync("preview", "-p", "0");
        _cli.Variables["PULUMI_PARALLEL"] = "3";
        await _cli.RunAsync("preview");
        _cli.Variables["PULUMI_PARALLEL"] = "many";
        var wrong = await _cli.RunAsync("preview");

        Assert.Multiple(() =>
        {
            Assert.That(
                _cli.Engine.Requests.Select(r => r.Options.Parallel),
                Is.EqualTo((int[])[1, 3])
            );
            Assert.That(wrong.Error, Does.Contain("PULUMI_PARALLEL").And.Contain("'many'"));
        });
    }

    [TestCase("up --yes --run-program", "")]
    [TestCase("preview --run-program", "")]
    [TestCase("refresh --yes", "true")]
    public async Task Any_run_takes_the_program_along_by_option_or_variable(
        string command,
        string variable
    )
    {
        _cli.Variables["PULUMI_RUN_PROGRAM"] = variable;

        await _cli.RunAsync(command.Split(' '));

        Assert.That(_cli.Engine.Requests[^1].Options.RunProgram, Is.True);
    }

    [TestCase("--ignore-protect")]
    [TestCase("--show-policy-exceptions")]
    [TestCase("--show-policy-remediations")]
    public async Task A_preview_takes_flags_of_scripts_written_for_Pulumi(string flag)
    {
        var result = await _cli.RunAsync("preview", flag);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success));
    }

    [Test]
    public async Task Flags_reach_the_engine()
    {
        await _cli.RunAsync(
            "pre",
            "-t",
            "a",
            "-t",
            "b",
            "--target-dependents",
            "--replace",
            "c",
            "-p",
            "7",
            "-r"
        );

        var options = _cli.Engine.Requests[0].Options;
        Assert.Multiple(() =>
        {
            Assert.That(options.Targets, Is.EqualTo((string[])["a", "b"]));
            Assert.That(options.Replace, Is.EqualTo((string[])["c"]));
            Assert.That(
                (options.TargetDependents, options.Parallel, options.Refresh),
                Is.EqualTo((true, 7, true))
            );
        });
    }
}
