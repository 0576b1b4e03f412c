using System.CommandLine;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>--config-file</c>: the option of every command that reads a stack's configuration.</summary>
internal static class ConfigFileOption
{
    public static Option<string?> Create() =>
        new("--config-file")
        {
            Description = "Use this file instead of Pulumi.STACK.yaml",
            HelpName = "file",
        };
}
