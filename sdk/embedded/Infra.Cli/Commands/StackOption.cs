using System.CommandLine;

namespace Infra.Cli.Commands;

/// <summary><c>--stack</c>: the option of every command that works on one stack.</summary>
internal static class StackOption
{
    public static Option<string?> Create() =>
        new("--stack", "-s")
        {
            Description = "The stack; by default the selected one",
            HelpName = "name",
        };
}
