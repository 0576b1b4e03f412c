using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Conformance.Tests.Lab;

/// <summary>A command while it runs.</summary>
internal sealed partial class RunningCommand : IDisposable
{
    private const int InterruptSignal = 2;
    private const int TerminateSignal = 15;
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly string _command;

    public RunningCommand(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        _command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Take;
        _process.ErrorDataReceived += Take;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Sends what Ctrl-C sends.</summary>
    public void Interrupt() => Assert.That(Send(_process.Id, InterruptSignal), Is.Zero);

    /// <summary>Asks it to end, as the end of a session or a service does.</summary>
    public void Terminate() => Assert.That(Send(_process.Id, TerminateSignal), Is.Zero);

    /// <summary>Kills it alone, without what it started.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end.</summary>
    public async Task<CommandResult> EndAsync()
    {
        using var budget = new CancellationTokenSource(Budget);
        await _process.WaitForExitAsync(budget.Token);
        return new(_command, _process.ExitCode, Output, "");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Append(line.Data).Append('\n');
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int process, int signal);
}
