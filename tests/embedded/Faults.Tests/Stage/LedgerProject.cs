using CliWrap;

namespace Faults.Tests.Stage;

/// <summary>A project in a directory of its own with the stack dev, driven by the command line as its user would; every process is a real one.</summary>
internal sealed class LedgerProject : IDisposable
{
    private LedgerProject(string directory) => Directory = directory;

    /// <summary>The directory of Pulumi.yaml.</summary>
    public string Directory { get; }

    public string BackendDirectory => Path.Combine(Directory, ".pulumi");

    public string StatePath => Path.Combine(BackendDirectory, "stacks", "faults", "dev.json");

    public string JournalPath => Path.Combine(BackendDirectory, "stacks", "faults", "dev.journal");

    public string LockDirectory =>
        Path.Combine(BackendDirectory, "locks", "organization", "faults", "dev");

    public LedgerView Ledger => new(Path.Combine(Directory, "ledger"));

    public StateView State => StateView.Parse(File.ReadAllText(StatePath));

    /// <summary>How many milliseconds the provider takes at most before and after the effect of an operation.</summary>
    public int Delay { get; set; }

    /// <summary>What the environment of every process of this project holds, and of no other.</summary>
    public string Mark => $"LEDGER_DIRECTORY={Ledger.Directory}\0";

    /// <summary>A new project; without a passphrase secrets are only encoded, which takes no time.</summary>
    public static async Task<LedgerProject> CreateAsync(string? passphrase = null)
    {
        var project = new LedgerProject(TemporaryDirectory()) { Passphrase = passphrase };
        await File.WriteAllTextAsync(
            Path.Combine(project.Directory, "Pulumi.yaml"),
            $"""
            name: faults
            runtime:
              name: dotnet
              options:
                binary: {Checkout.Stack}
            backend:
              url: file://.
            plugins:
              providers:
                - name: ledger
                  path: {Checkout.ProviderDirectory}

            """
        );
        System.IO.Directory.CreateDirectory(project.Ledger.Directory);
        (
            await project.RunAsync(
                "stack",
                "init",
                "dev",
                "--secrets-provider",
                passphrase is null ? "b64" : "passphrase"
            )
        ).Succeeded();
        return project;
    }

    public string? Passphrase { get; set; }

    /// <summary>The same project in another directory, ledger included.</summary>
    public LedgerProject Copy()
    {
        var copy = new LedgerProject(TemporaryDirectory())
        {
            Passphrase = Passphrase,
            Delay = Delay,
        };
        foreach (
            var file in System.IO.Directory.EnumerateFiles(
                Directory,
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            var target = Path.Combine(copy.Directory, Path.GetRelativePath(Directory, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public Task<CommandResult> UpAsync(int version, params string[] flags) =>
        RunAsync([.. UpTo(version), .. flags]);

    /// <summary>The arguments of an update to a version of the program.</summary>
    public static string[] UpTo(int version) =>
        ["up", "--yes", "--skip-preview", "-c", $"version={version}"];

    public Task<CommandResult> RunAsync(params string[] arguments) => Start(arguments).Result;

    public RunningCommand Start(params string[] arguments) => new(Command(arguments));

    /// <summary>A command line of this project.</summary>
    public Command Command(params string[] arguments) =>
        Cli.Wrap(Checkout.Cli)
            .WithArguments([.. arguments, "--non-interactive"])
            .WithWorkingDirectory(Directory)
            .WithEnvironmentVariables(
                new Dictionary<string, string?>
                {
                    ["LEDGER_DIRECTORY"] = Ledger.Directory,
                    ["LEDGER_DELAY"] = $"{Delay}",
                    ["HOME"] = Directory,
                    ["PULUMI_HOME"] = Path.Combine(Directory, "home"),
                    ["PULUMI_STACK"] = "dev",
                    ["PULUMI_CONFIG_PASSPHRASE"] = Passphrase ?? "",
                    ["PULUMI_BACKEND_URL"] = null,
                    ["INFRA"] = Checkout.Cli,
                }
            );

    /// <summary>Runs a script of Bash, for which <c>$INFRA</c> is the command line.</summary>
    public Task<CommandResult> ShellAsync(string script) =>
        new RunningCommand(Shell(script)).Result;

    /// <summary>Starts a script of Bash on a terminal of its own, which ends with the process. The file <c>screen</c> has what it shows.</summary>
    public RunningCommand StartOnTerminal(string script)
    {
        File.WriteAllText(Path.Combine(Directory, "terminal.sh"), script);
        File.WriteAllText(Path.Combine(Directory, "screen"), "");
        // The pipe is open for writing as well, so the terminal's input never ends.
        return new(
            Shell(
                "mkfifo keyboard && exec script --quiet --flush --command 'env -u CI TERM=xterm bash terminal.sh' screen <> keyboard > /dev/null"
            )
        );
    }

    private Command Shell(string script) =>
        Command().WithTargetFile("bash").WithArguments(["-c", script]);

    public void Dispose()
    {
        foreach (var (id, _) in Processes.With(Mark).ToList())
        {
            Processes.Kill(id);
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static string TemporaryDirectory() =>
        System.IO.Directory.CreateTempSubdirectory("infra-faults-").FullName;
}
