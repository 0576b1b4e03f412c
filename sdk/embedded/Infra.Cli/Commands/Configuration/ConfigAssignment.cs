namespace Infra.Cli.Commands.Configuration;

/// <summary>Parses <c>key=value</c> assignments.</summary>
internal static class ConfigAssignment
{
    public static (ConfigPlace Place, string Text) Read(
        StackConfigAccess config,
        string assignment,
        bool isPath,
        string option
    ) =>
        assignment.Split('=', 2) is [{ Length: > 0 } key, var text]
            ? (ConfigPlace.Parse(config, key, isPath), text)
            : throw CommandException.Usage($"{option} needs key=value, not '{assignment}'.");

    public static IEnumerable<(ConfigPlace Place, string Text)> ReadAll(
        StackConfigAccess config,
        IEnumerable<string> assignments,
        bool isPath
    ) => assignments.Select(a => Read(config, a, isPath, "--config"));
}
