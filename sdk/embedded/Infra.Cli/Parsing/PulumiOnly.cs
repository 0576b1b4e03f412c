using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>The commands and options that only the Pulumi CLI has. Using one gives an error that points there.</summary>
internal static class PulumiOnly
{
    private static readonly string[] RootCommands =
    [
        "ai",
        "console",
        "convert",
        "deployment",
        "do",
        "env",
        "logs",
        "neo",
        "org",
        "policy",
        "schema",
        "watch",
    ];

    private static readonly string[] StateCommands = ["move"];

    private static readonly string[] ConfigCommands = ["env"];

    private static readonly string[] PackageCommands =
    [
        "add",
        "delete",
        "gen-sdk",
        "list",
        "ls",
        "pack-sdk",
        "publish",
        "publish-sdk",
    ];

    private static readonly string[] PluginCommands = ["install", "rm", "run"];

    private static readonly HashSet<string> Options = new(StringComparer.Ordinal)
    {
        "--attach-debugger",
        "--copilot",
        "--neo",
        "--plan",
        "--policy-pack",
        "--policy-pack-config",
        "--remote",
        "--save-plan",
        "--secrets-provider",
        "--strict",
    };

    public static IEnumerable<Command> AtRoot(string program) => Make(program, RootCommands);

    public static IEnumerable<Command> InState(string program) =>
        Make($"{program} state", StateCommands);

    public static IEnumerable<Command> InConfig(string program) =>
        Make($"{program} config", ConfigCommands);

    public static IEnumerable<Command> InPackage(string program) =>
        Make($"{program} package", PackageCommands);

    public static IEnumerable<Command> InPlugin(string program) =>
        Make($"{program} plugin", PluginCommands);

    /// <summary>Whether an unknown argument is an option of the Pulumi CLI.</summary>
    public static bool IsOption(string argument) => Options.Contains(argument.Split('=')[0]);

    /// <summary>The message for a missing command or option.</summary>
    public static string Message(string what) =>
        $"'{what}' is not part of the embedded engine. The Pulumi CLI has it and can use the same state: "
        + "https://www.pulumi.com/docs/iac/download-install/";

    private static IEnumerable<Command> Make(string parent, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var message = Message($"{parent} {name}");
            var command = new Command(name, message)
            {
                Hidden = true,
                TreatUnmatchedTokensAsErrors = false,
            };
            command.SetAction(
                (Func<ParseResult, int>)(
                    _ => throw new CommandException(ExitCode.Invocation, message)
                )
            );
            yield return command;
        }
    }
}
