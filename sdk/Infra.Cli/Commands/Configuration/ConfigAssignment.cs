using Infra.Cli.Commands.Stacks;

namespace Infra.Cli.Commands.Configuration;

/// <summary>Assignments on the command line, <c>key=value</c>.</summary>
internal static class ConfigAssignment
{
    /// <summary>Reads one.</summary>
    public static (ConfigPlace Place, string Text) Read(
        StackConfigAccess config,
        string assignment,
        bool isPath,
        string option
    ) =>
        assignment.Split('=', 2) is [{ Length: > 0 } key, var text]
            ? (ConfigPlace.Parse(config, key, isPath), text)
            : throw new CommandException(
                ExitCode.Invocation,
                $"{option} takes key=value, not '{assignment}'."
            );

    /// <summary>Reads those of <c>--config</c>.</summary>
    public static IEnumerable<(ConfigPlace Place, string Text)> ReadAll(
        StackConfigAccess config,
        IEnumerable<string> assignments,
        bool isPath
    ) => assignments.Select(a => Read(config, a, isPath, "--config"));
}
