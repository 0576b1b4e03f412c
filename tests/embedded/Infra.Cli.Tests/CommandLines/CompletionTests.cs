using System.Diagnostics;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>What Tab offers.</summary>
internal sealed class CompletionTests
{
    private const string Guest = "urn:pulumi:dev::web::test:index:Guest::guest";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStacks()
    {
        _cli = await CliHarness.WithStackAsync();
        await _cli.RunAsync("stack", "init", "prod", "--no-select", "--secrets-provider", "b64");
        await _cli.RunAsync("config", "set", "size", "3");
        await _cli.RunAsync("up", "--yes");
    }

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [TestCase("infra pre", "pre preview")]
    [TestCase("infra stack sel", "select")]
    [TestCase("infra stack select ", "dev prod")]
    [TestCase("infra stack rm p", "prod")]
    [TestCase("infra up --stack ", "dev prod")]
    [TestCase("infra up -s p", "prod")]
    [TestCase("infra config get ", "size")]
    [TestCase("infra stack output ", "address token")]
    [TestCase("infra state delete urn:pulumi:dev::web::t", Guest)]
    [TestCase("infra up --target-d", "--target-dependents")]
    [TestCase("infra --color ", "always auto never raw")]
    [TestCase("infra gen-completion ", "bash fish zsh")]
    [TestCase("infra polic", "")]
    public async Task A_line_is_completed(string line, string words)
    {
        var result = await _cli.RunAsync(Commands.Completion.CompletionCommand.Word, line);

        Assert.That(
            string.Join(
                ' ',
                result
                    .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Order(StringComparer.Ordinal)
            ),
            Is.EqualTo(words),
            result.ToString()
        );
    }

    [Test]
    public async Task Looking_for_words_writes_nothing()
    {
        using var cli = new CliHarness();

        var result = await cli.RunAsync(
            Commands.Completion.CompletionCommand.Word,
            "infra stack select "
        );

        Assert.That(result.Output, Is.Empty, result.ToString());
        Assert.That(Directory.GetFileSystemEntries(cli.Directory), Has.Length.EqualTo(1));
    }

    [TestCase("infra stack select ", "dev,prod")]
    [TestCase("infra pre", "pre,preview")]
    [TestCase("infra state delete urn:pulumi:dev::web::test:index:Guest::g", "guest")]
    [TestCase("infra up --stack=p", "prod")]
    public async Task Bash_completes_with_the_script(string line, string words)
    {
        var script = (await _cli.RunAsync("gen-completion", "bash")).Output;
        var program = Path.Combine(AppContext.BaseDirectory, "infra");
        await File.WriteAllTextAsync(
            _cli.PathOf("try.sh"),
            $"{script}\nCOMP_LINE='{line}' COMP_POINT={line.Length}\n_infra_complete '{program}'\nIFS=,\nprintf '%s' \"${{COMPREPLY[*]}}\"\n"
        );

        Assert.That(await BashAsync("try.sh"), Is.EqualTo(words));
    }

    private async Task<string> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash", [script])
        {
            WorkingDirectory = _cli.Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in _cli.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["PULUMI_HOME"] = _cli.PathOf(".pulumi");
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return await output + await error;
    }
}
