using Infra.Cli.Terminals;
using Infra.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>Runs whole commands in this process, in a directory of their own, on a terminal made of strings.</summary>
internal sealed class CliHarness : IDisposable
{
    public CliHarness()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("infra-cli-").FullName;
        Variables["PULUMI_CONFIG_PASSPHRASE"] = "";
        Variables["NO_COLOR"] = "1";
        Variables["PULUMI_BACKEND_URL"] = $"file://{Directory}";
        File.WriteAllText(PathOf("Pulumi.yaml"), "name: web\nruntime: dotnet\n");
    }

    public string Directory { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Interruption Interruption { get; } = new();

    /// <summary>Whether somebody seems to sit at the terminal.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>Measures the width of the terminal.</summary>
    public Func<int> MeasureWidth { get; set; } = static () => 80;

    /// <summary>The engine of all commands.</summary>
    public FakeEngine Engine { get; } = new();

    /// <summary>Makes a project with an empty passphrase and a backend in the directory, and the stack dev.</summary>
    /// <param name="secretsProvider">By default one without a key to derive, which takes its time.</param>
    public static async Task<CliHarness> WithStackAsync(string secretsProvider = "b64")
    {
        var cli = new CliHarness();
        await cli.RunAsync("stack", "init", "dev", "--secrets-provider", secretsProvider);
        return cli;
    }

    public string PathOf(params string[] parts) => Path.Combine([Directory, .. parts]);

    public Task<CliResult> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public Task<CliResult> RunWithInputAsync(string input, params string[] arguments) =>
        RunWithInputAsync(new StringReader(input), arguments);

    public async Task<CliResult> RunWithInputAsync(TextReader input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(input, output, error)
        {
            IsInputTerminal = IsTerminal,
            IsOutputTerminal = IsTerminal,
            MeasureWidth = () => MeasureWidth(),
        };
        var environment = new PulumiEnvironment
        {
            Variable = name => Variables.GetValueOrDefault(name),
            CurrentDirectory = Directory,
            HomeDirectory = Directory,
            UserName = "tester",
            HostName = "testhost",
            ProcessId = Environment.ProcessId,
        };
        var context = new CommandContext(terminal, environment)
        {
            Interruption = Interruption,
            Time = Time,
            CreateRunner = _ => Engine,
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
