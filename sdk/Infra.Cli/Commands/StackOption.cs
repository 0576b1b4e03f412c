using System.CommandLine;

namespace Infra.Cli.Commands;

/// <summary><c>--stack</c>, which every command about one stack takes.</summary>
internal static class StackOption
{
    public static Option<string?> Create() =>
        new("--stack", "-s")
        {
            Description = "The stack to work on instead of the selected one",
            HelpName = "name",
        };
}
