using Infra.Protocol;

namespace Infra.Cli;

/// <summary>An error that the user can fix, with its exit code.</summary>
internal sealed class CommandException(ExitCode exitCode, string message, Exception? cause = null)
    : InfraException(message, cause)
{
    public ExitCode ExitCode => exitCode;

    /// <summary>The command line or the configuration is wrong, or a confirmation is missing.</summary>
    public static CommandException Usage(string message, Exception? cause = null) =>
        new(ExitCode.Invocation, message, cause);
}
