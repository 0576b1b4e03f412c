using System.ComponentModel;
using System.Diagnostics;
using Infra.Protocol;

namespace Infra.Engine.Processes;

/// <summary>A running process and all its descendants, in a session of its own so that a terminal's Ctrl-C does not reach it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly bool _leadsGroup;
    private readonly int _target;
    private readonly Task _output;
    private bool _ended;

    private ChildProcess(Process process, bool leadsGroup, ProcessCommand command)
    {
        _process = process;
        _leadsGroup = leadsGroup;
        _target = leadsGroup ? -process.Id : process.Id;
        _output = Task.WhenAll(
            PumpAsync(process.StandardOutput, command.OnOutput),
            PumpAsync(process.StandardError, command.OnError)
        );
        Exited = WaitAsync();
    }

    /// <summary>The exit code, once the process has ended and its output has been read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts a process; throws when the program does not exist.</summary>
    public static ChildProcess Start(ProcessCommand command)
    {
        var program =
            Executables.Find(command.FileName, command.WorkingDirectory)
            ?? throw new InfraException(
                $"'{command.FileName}' cannot be started: the program does not exist. Install it, or add its directory to PATH."
            );
        var wrapper = ProcessWrapper.Find(command.WorkingDirectory);
        var start = new ProcessStartInfo(
            wrapper?.Program ?? program,
            wrapper is null
                ? command.Arguments
                : [.. wrapper.Arguments, program, .. command.Arguments]
        )
        {
            WorkingDirectory = command.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = StartOnThreadOfItsOwn(start);
            process.StandardInput.Close();
            return new(process, wrapper is not null, command);
        }
        catch (Win32Exception e)
        {
            throw new InfraException($"'{program}' cannot be started: {e.Message}.", e);
        }
    }

    /// <summary>Sends SIGINT to the process, and kills its whole group after the grace.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (!Exited.IsCompleted)
        {
            Signals.Send(_target, Signals.Interrupt);
            await Task.WhenAny(Exited, Task.Delay(grace));
        }

        Kill();
    }

    /// <summary>Kills the process and its descendants.</summary>
    public void Kill()
    {
        // The pid may have been reused after the first owner ended the process, so no second signal is sent.
        if (_ended)
        {
            return;
        }

        // The group outlives its leader when a child goes on.
        if (_leadsGroup)
        {
            Signals.Send(_target, Signals.Kill);
        }
        else if (!Exited.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _ended = true;
        _process.Dispose();
    }

    // Linux sends the parent-death signal when the starting thread ends, and threads of the pool come and go.
    private static Process StartOnThreadOfItsOwn(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>();
        var thread = new Thread(() =>
        {
            try
            {
                // Without a shell there is always a new process.
                var process = Process.Start(start)!;
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (Exception e) when (!started.Task.IsCompleted)
            {
                started.SetException(e);
            }
            catch (InvalidOperationException)
            {
                // The process object was disposed of during the wait.
            }
        })
        {
            IsBackground = true,
            Name = $"parent of {Path.GetFileName(start.FileName)}",
        };
        thread.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        // A descendant may hold the output open for ever.
        await Task.WhenAny(_output, Task.Delay(OutputGrace));
        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> handle)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            handle(line);
        }
    }
}
