using Infra.Protocol;

namespace Infra.Cli;

/// <summary>An error that the user can fix, with its exit code.</summary>
internal sealed class CommandException : InfraException
{
    public CommandException() { }

    public CommandException(string message)
        : base(message) { }

    public CommandException(string message, Exception innerException)
        : base(message, innerException) { }

    public CommandException(ExitCode exitCode, string message, Exception? innerException = null)
        : base(message, innerException) => ExitCode = exitCode;

    public ExitCode ExitCode { get; } = ExitCode.Failure;
}
