using CliWrap;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// A host of its own in namespaces: network with the bridge nixhost0, processes, Nix store, libvirtd. What happens in it stays in
/// it, and killing its first process removes it whole.
/// </summary>
internal sealed class LabHost : IAsyncDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _life = new();
    private readonly DirectoryInfo _directory;
    private Task _unshare = Task.CompletedTask;
    private int _init;

    private LabHost(DirectoryInfo directory) => _directory = directory;

    /// <summary>A directory that lab and tests share, removed with the lab.</summary>
    public string Directory => _directory.FullName;

    public static async Task<LabHost> StartAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("nixhost-lab-");
        // qemu's user has to reach the images below it.
        File.SetUnixFileMode(
            directory.FullName,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherExecute
        );
        var lab = new LabHost(directory);
        try
        {
            await lab.BootAsync();
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command inside and waits for its end; the environment is the caller's plus <paramref name="environment"/>.</summary>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment,
        string workingDirectory,
        CancellationToken cancellationToken = default
    )
    {
        var output = new Transcript();
        // nsenter changes the directory, so the shell goes back; `exec` leaves no shell between the caller's signals and the command.
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
            .ExecuteAsync(cancellationToken);
        return new CommandResult(
            string.Join(' ', command),
            result.ExitCode,
            output.Output,
            output.Error
        );
    }

    public Task<CommandResult> RunAsync(params string[] command) =>
        RunAsync(command, NixEnvironment.Variables, Directory);

    /// <summary>
    /// Kills libvirtd and returns when it is gone: as long as it only dies it still holds its locks, and a new one that starts then ends again.
    /// </summary>
    public async Task KillLibvirtAsync()
    {
        (await RunAsync("pkill", "-9", "-x", "libvirtd")).Succeeded();
        await Wait.UntilAsync(
            async () => (await RunAsync("pgrep", "-x", "libvirtd")).ExitCode == 1,
            Budget,
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

    private async Task BootAsync()
    {
        var output = new Transcript();
        var script = Path.Combine(AppContext.BaseDirectory, "Lab", "init.sh");
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
            .WithArguments([.. unshare, "bash", script, Directory])
            .WithStandardOutputPipe(PipeTarget.ToDelegate(output.AddOutput))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(output.AddError))
            .ExecuteAsync(_life.Token);
        _unshare = running.Task;
        await Wait.UntilAsync(
            () => _unshare.IsCompleted || File.Exists(Path.Combine(Directory, "ready")),
            Budget,
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
