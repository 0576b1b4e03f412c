using System.CommandLine;

namespace Infra.Cli.Commands.Information;

/// <summary><c>help COMMAND</c>, which many type instead of <c>COMMAND --help</c>.</summary>
internal sealed class HelpCommand : CliCommand
{
    public HelpCommand()
        : base("help", "Show the usage of a command")
    {
        Hidden = true;
        var words = TakeArguments("command", "The command");
        SetAction(parsed =>
            parsed
                .RootCommandResult.Command.Parse([.. parsed.GetValue(words) ?? [], "--help"])
                .Invoke(parsed.InvocationConfiguration)
        );
    }
}
