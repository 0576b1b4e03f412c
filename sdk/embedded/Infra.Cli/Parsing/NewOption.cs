using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>Makes options. Commands read those that they share by their names.</summary>
internal static class NewOption
{
    public static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>An option with a value, which the help calls by a name.</summary>
    public static Option<T> Value<T>(
        string name,
        string value,
        string description,
        params string[] aliases
    ) => new(name, aliases) { Description = description, HelpName = value };

    /// <summary>An option that the help does not show.</summary>
    public static Option<T> Hidden<T>(string name, params string[] aliases) =>
        new(name, aliases) { Hidden = true };

    /// <summary><c>--stack</c>: the option of every command that works on one stack.</summary>
    public static Option<string?> Stack() =>
        Value<string?>("--stack", "name", "The stack; by default the selected one", "-s");

    /// <summary><c>--config-file</c>: the option of every command that reads a stack's configuration.</summary>
    public static Option<string?> ConfigFile() =>
        Value<string?>("--config-file", "file", "Use this file instead of Pulumi.STACK.yaml");
}
