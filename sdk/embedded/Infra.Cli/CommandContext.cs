using Infra.Cli.Terminals;
using Infra.Engine;
using Infra.Engine.Runs;

namespace Infra.Cli;

/// <summary>The terminal, the environment, the engine and the global options that a command works with.</summary>
internal sealed class CommandContext(Terminal terminal, PulumiEnvironment environment)
{
    /// <summary>The name of the program in hints. The wrapper of the repository sets it.</summary>
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

    /// <summary>Set by <c>--non-interactive</c>.</summary>
    public bool IsNonInteractive { get; set; }

    /// <summary>Whether stack names are printed as organization/PROJECT/STACK.</summary>
    public bool QualifiesStackNames { get; set; }

    /// <summary>Whether a state that fails the integrity check is refused.</summary>
    public bool ChecksIntegrity { get; set; } = true;

    /// <summary>Whether questions may be asked.</summary>
    public bool IsInteractive =>
        !IsNonInteractive
        && Terminal.IsInputTerminal
        && Terminal.IsOutputTerminal
        && Variable("TERM") != "dumb"
        && Variable("CI") is null;

    /// <summary>A variable of the environment that is set and not empty.</summary>
    public string? Variable(string name) =>
        Environment.Variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether a variable is <c>1</c> or <c>true</c>.</summary>
    public bool IsSet(string name) => Variable(name)?.ToLowerInvariant() is "1" or "true";
}
