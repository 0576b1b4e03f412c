using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Workspace;

namespace Infra.Cli;

/// <summary>What a command needs of the world around it.</summary>
internal sealed class CommandContext(Terminal terminal, PulumiEnvironment environment)
{
    /// <summary>How the program is called in hints; the wrapper of the repository says so.</summary>
    public string ProgramName => Variable("INFRA_PROGRAM_NAME") ?? "infra";

    public Terminal Terminal { get; } = terminal;

    /// <summary>The machine and the user's shell; <c>--cwd</c> changes its directory.</summary>
    public PulumiEnvironment Environment { get; set; } = environment;

    /// <summary>The directory the command works in.</summary>
    public string WorkingDirectory => Environment.CurrentDirectory;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public required Interruption Interruption { get; init; }

    /// <summary>Makes the engine when a command needs it.</summary>
    public required Func<CommandContext, IDeploymentRunner> CreateRunner { get; init; }

    /// <summary>How much is logged, 0 to 9.</summary>
    public int Verbosity { get; set; }

    /// <summary>Set by <c>--non-interactive</c>.</summary>
    public bool IsNonInteractive { get; set; }

    /// <summary>Whether names of stacks are written in full.</summary>
    public bool QualifiesStackNames { get; set; }

    /// <summary>Whether unsound states are refused.</summary>
    public bool ChecksIntegrity { get; set; } = true;

    /// <summary>Whether questions may be asked.</summary>
    public bool IsInteractive =>
        !IsNonInteractive
        && Terminal.IsInputTerminal
        && Terminal.IsOutputTerminal
        && !string.Equals(Variable("TERM"), "dumb", StringComparison.Ordinal)
        && Variable("CI") is null;

    /// <summary>A variable of the environment that is set and not empty.</summary>
    public string? Variable(string name) =>
        Environment.Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a variable says yes.</summary>
    public bool IsSet(string name) => Variable(name)?.ToLowerInvariant() is "1" or "true";
}
