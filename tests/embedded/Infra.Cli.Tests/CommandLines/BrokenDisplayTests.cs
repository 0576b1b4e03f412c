namespace Infra.Cli.Tests.CommandLines;

/// <summary>Nothing that only shows something stops a command or hides its error.</summary>
internal sealed class BrokenDisplayTests
{
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task An_update_whose_display_breaks_finishes_and_warns()
    {
        _cli.IsTerminal = true;
        _cli.Engine.Meanwhile = _ =>
        {
            _cli.MeasureWidth = static () => throw new ArithmeticException("no width");
            return Task.CompletedTask;
        };

        var result = await _cli.RunAsync("up", "--yes", "--skip-preview");
        _cli.MeasureWidth = static () => 80;
        var outputs = await _cli.RunAsync("stack", "output", "address");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(result.Error, Does.Contain("the operation went on without it"));
            Assert.That(result.Error, Does.Contain("no width"));
            Assert.That(outputs.Output, Is.EqualTo("10.0.0.2\n"));
        });
    }

    [Test]
    public async Task A_lost_terminal_gives_no_answer()
    {
        _cli.IsTerminal = true;
        using var input = new LostReader();

        var result = await _cli.RunWithInputAsync(input, "up");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Failure), result.ToString());
            Assert.That(result.Error, Does.Contain("update declined: nothing was changed"));
        });
    }

    /// <summary>Each seed makes other arguments of words, options, paths and characters that no terminal can show.</summary>
    [Test]
    public async Task No_arguments_are_a_bug([Range(0, 19)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 25; i++)
        {
            var arguments = Enumerable
                .Range(0, random.Next(1, 5))
                .Select(_ => Word(random))
                .ToArray();

            var result = await _cli.RunAsync(arguments);

            Assert.That(
                result.ExitCode,
                Is.Not.EqualTo(ExitCode.Internal),
                () => $"{string.Join(' ', arguments.Select(a => $"'{a}'"))}\n{result}"
            );
        }
    }

    private static string Word(Random random)
    {
        string[] words =
        [
            "stack",
            "config",
            "state",
            "set",
            "get",
            "ls",
            "rm",
            "tag",
            "history",
            "import",
            "help",
            "preview",
            "cancel",
            "--stack",
            "--json",
            "--path",
            "--color",
            "--cwd",
            "--page",
            "-1",
            "--",
            "=",
            "--=",
            "-",
            "",
            "@file",
            "[suggest:3]",
            "a.b[",
            "a[99999999999]",
            "\ud800",
            "\u0000\u001b[2J",
            "日本語\u200d👩\u200d👩",
            "../../x",
            "a:b:c",
            new string('x', random.Next(1, 5000)),
        ];
        return words[random.Next(words.Length)]
            + (random.Next(6) == 0 ? words[random.Next(words.Length)] : "");
    }

    private sealed class LostReader : TextReader
    {
        public override string? ReadLine() => throw new IOException("Input/output error");
    }
}
