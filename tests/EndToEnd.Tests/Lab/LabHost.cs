using CliWrap;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// A host in namespaces of its own, with a network and the bridge nixhost0, processes, a Nix store and libvirtd. Nothing in it reaches the
/// machine, and its first process takes everything else with it when it ends.
/// </summary>
internal sealed class LabHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _life = new();
    private readonly DirectoryInfo _directory;
    private Task _unshare = Task.CompletedTask;
    private int _init;

    private LabHost(DirectoryInfo directory, IReadOnlyDictionary<string, string?> environment) =>
        (_directory, Environment) = (directory, environment);

    /// <summary>What a user's shell sets on this host.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>The directory that lab and tests share. It is removed with the lab.</summary>
    public string Directory => _directory.FullName;

    /// <summary>The first process of this host, by the machine's numbers.</summary>
    public int Process => _init;

    /// <summary>A lab whose store already holds what most stacks need, so that its guests start at once.</summary>
    public static async Task<LabHost> StartAsync() => await StartAsync(await LabSeed.EnsureAsync());

    /// <summary>A lab whose store is empty.</summary>
    public static Task<LabHost> StartEmptyAsync() => StartAsync("");

    private static Task<LabHost> StartAsync(string seed) =>
        StartAsync("init.sh", NixEnvironment.Variables, _ => [seed]);

    /// <summary>A lab whose first process is another script.</summary>
    /// <param name="script">The script, below the folder of this class.</param>
    /// <param name="environment">What a user's shell sets there.</param>
    /// <param name="arguments">The arguments after the lab's directory, which is given.</param>
    public static async Task<LabHost> StartAsync(
        string script,
        IReadOnlyDictionary<string, string?> environment,
        Func<string, IReadOnlyList<string>> arguments
    )
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("nixhost-lab-");
        // QEMU's user has to reach the images below this directory.
        File.SetUnixFileMode(
            directory.FullName,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherExecute
        );
        var lab = new LabHost(directory, environment);
        try
        {
            await lab.BootAsync(script, arguments(lab.Directory));
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs a command in the lab and waits for its end. The environment is the caller's plus <paramref name="environment"/>; what the command
    /// says can be read from <paramref name="output"/> while it runs.
    /// </summary>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment,
        string workingDirectory,
        Transcript output
    )
    {
        // nsenter changes the directory, so the shell goes back. `exec` leaves no shell between the caller's signals and the command.
        var result = await Cli.Wrap("nsenter")
            .WithArguments([
                "--target",
                $"{_init}",
                "--all",
                "sh",
                "-c",
                "cd \"$0\" && exec \"$@\"",
                workingDirectory,
                .. command,
            ])
            .WithEnvironmentVariables(environment)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.AddOutput))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(output.AddError))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return new CommandResult(
            string.Join(' ', command),
            result.ExitCode,
            output.Output,
            output.Error
        );
    }

    public Task<CommandResult> RunAsync(params string[] command) =>
        RunAsync(command, Environment, Directory, new());

    /// <summary>Lays a cable from this host to another one, where it is a port of a bridge, as it is here.</summary>
    /// <param name="other">The other host.</param>
    /// <param name="name">The name of this end, which is that of the other host.</param>
    /// <param name="bridges">The bridge here, and the bridge there.</param>
    public async Task ConnectAsync(LabHost other, string name, (string Here, string There) bridges)
    {
        // The new device goes into the other network by a number that only the machine's own processes know.
        await Cli.Wrap("nsenter")
            .WithArguments([
                .. new[] { "--target", $"{_init}", "--net", "ip", "link", "add", name, "type" },
                .. new[] { "veth", "peer", "name", "eth0", "netns", $"{other._init}" },
            ])
            .ExecuteAsync();
        (await RunAsync("ip", "link", "set", name, "master", bridges.Here, "up")).Succeeded();
        (
            await other.RunAsync("ip", "link", "set", "eth0", "master", bridges.There, "up")
        ).Succeeded();
    }

    /// <summary>
    /// Kills libvirtd and returns when it is gone: a dying one still holds its locks, and a new one that starts before that ends at once.
    /// </summary>
    public async Task KillLibvirtAsync()
    {
        (await RunAsync("pkill", "-9", "-x", "libvirtd")).Succeeded();
        await Wait.UntilAsync(
            async () => (await RunAsync("pgrep", "-x", "libvirtd")).ExitCode == 1,
            () => "libvirtd does not die"
        );
    }

    public async Task StartLibvirtAsync() =>
        (await RunAsync("sh", "-c", "rm -f /run/libvirtd.pid && libvirtd --daemon")).Succeeded();

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _unshare.ContinueWith(_ => { }, TaskScheduler.Default);
        _life.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task BootAsync(string script, IReadOnlyList<string> arguments)
    {
        var output = new Transcript();
        var path = Path.Combine(AppContext.BaseDirectory, "Lab", script);
        string[] unshare =
        [
            "--mount",
            "--net",
            "--pid",
            "--uts",
            "--ipc",
            "--fork",
            "--kill-child",
            "--mount-proc",
        ];
        var running = Cli.Wrap("unshare")
            .WithArguments([.. unshare, "bash", path, Directory, .. arguments])
            // The pipe stays open until this process ends, however it ends.
            .WithStandardInputPipe(
                PipeSource.Create((_, token) => Task.Delay(Timeout.Infinite, token))
            )
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.AddOutput))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(output.AddError))
            .ExecuteAsync(_life.Token);
        _unshare = running.Task;
        await Wait.UntilAsync(
            () => _unshare.IsCompleted || File.Exists(Path.Combine(Directory, "ready")),
            () => "the lab host did not come up:\n" + output.Error
        );
        if (_unshare.IsCompleted)
        {
            throw new InvalidOperationException(
                "the lab host ended while booting:\n" + output.Error
            );
        }

        var children = await File.ReadAllTextAsync(
            $"/proc/{running.ProcessId}/task/{running.ProcessId}/children"
        );
        _init = int.Parse(children.Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
