using System.Text;
using CliWrap;

namespace Faults.Tests.Stage;

/// <summary>A command that is under way.</summary>
internal sealed class RunningCommand
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public RunningCommand(Command command)
    {
        var running = command
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(_output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(_error))
            .ExecuteAsync();
        ProcessId = running.ProcessId;
        Result = WaitAsync(running, command.ToString());
    }

    public int ProcessId { get; }

    public Task<CommandResult> Result { get; }

    private async Task<CommandResult> WaitAsync(
        CommandTask<CliWrap.CommandResult> running,
        string command
    )
    {
        var result = await running;
        return new(command, result.ExitCode, _output.ToString(), _error.ToString());
    }
}
