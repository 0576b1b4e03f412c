using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>Runs whole commands in this process, in a directory of their own, on a terminal made of strings.</summary>
internal sealed class CliHarness : IDisposable
{
    public CliHarness()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("infra-cli-").FullName;
        Variables["HOME"] = Directory;
    }

    public string Directory { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Interruption Interruption { get; } = new();

    /// <summary>Whether somebody seems to sit at the terminal.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>Makes the engine of the next command.</summary>
    public Func<IDeploymentRunner> Runner { get; set; } =
        static () => throw new InvalidOperationException("No engine was expected.");

    public Task<CliResult> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public async Task<CliResult> RunWithInputAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(new StringReader(input), output, error)
        {
            IsInputTerminal = IsTerminal,
            IsOutputTerminal = IsTerminal,
            UseColor = false,
        };
        var context = new CommandContext(terminal, Variables)
        {
            WorkingDirectory = Directory,
            Interruption = Interruption,
            Time = Time,
            CreateRunner = _ => Runner(),
        };
        var exitCode = await new CommandLine(context).RunAsync(arguments);
        return new(exitCode, Scrub(output.ToString()), Scrub(error.ToString()));
    }

    public void Dispose()
    {
        Interruption.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string Scrub(string text) => text.Replace(Directory, "<dir>", StringComparison.Ordinal);
}
